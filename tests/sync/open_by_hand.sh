#!/bin/bash
# Opens and checks one bundle with age, tar, jq, openssl, sha256sum and zstd alone, as anybody could without the
# product.   open_by_hand.sh FILE.ascn KEY.txt NEW_FOLDER ROOT_FINGERPRINT     (KEY.txt may be - for a bare archive)
# Says "verified" and the number of entries, or fails at the first thing that does not fit.
set -euo pipefail
file=$1 key_file=$2 folder=$3 fingerprint=$4
fail() { echo "FAILED: $1" >&2; exit 1; }
unhex() { tr a-f A-F | basenc -d --base16; }

# verify PUBLIC_HEX SIGNATURE_FILE SIGNED_FILE
verify() {
    printf '302a300506032b6570032100%s' "$1" | unhex > "$folder/key.der"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$folder/key.der" -rawin -in "$3" -sigfile "$2" > /dev/null \
        || fail "signature over $3"
}
# verify_envelope ENVELOPE TYPE: leaves the payload in $folder/payload.json and the signing desk in $signer
verify_envelope() {
    [ "$(jq -r .payloadType "$1")" = "$2" ] || fail "type of $1"
    signer=$(jq -r '.signatures[0].keyid' "$1")
    jq -r .payload "$1" | base64 -d > "$folder/payload.json"
    jq -r '.signatures[0].sig' "$1" | base64 -d > "$folder/sig"
    printf 'DSSEv1 %d %s %d ' "${#2}" "$2" "$(wc -c < "$folder/payload.json")" > "$folder/signed"
    cat "$folder/payload.json" >> "$folder/signed"
    public=$(jq -er --arg desk "$signer" '.signed.delegations.keys[$desk].keyval.public' trust/registry.json) \
        || fail "unregistered desk $signer"
    name=$(printf %s "$public" | unhex | sha256sum | head -c 32 | unhex | base32 | tr A-Z a-z | head -c 26)
    [ "$name" = "$signer" ] || fail "name of desk $signer"
    verify "$public" "$folder/sig" "$folder/signed"
}
# count_signatures DOCUMENT ROLE ROOT: enough distinct keys of that role of that root signed the document
count_signatures() {
    jq -jcS .signed "$1" > "$folder/signed"
    good=0
    for keyid in $(jq -r --arg role "$2" '.signed.roles[$role].keyids | unique[]' "$3"); do
        jq -r --arg key "$keyid" '.signatures[] | select(.keyid == $key) | .sig' "$1" | unhex > "$folder/sig"
        public=$(jq -r --arg key "$keyid" '.signed.keys[$key].keyval.public' "$3")
        if [ -s "$folder/sig" ] && (verify "$public" "$folder/sig" "$folder/signed") 2> /dev/null; then
            good=$((good + 1))
        fi
    done
    [ "$good" -ge "$(jq -r --arg role "$2" '.signed.roles[$role].threshold' "$3")" ] || fail "signatures of $1"
}

mkdir -p "$folder/bundle"
if [ "$key_file" = - ]; then
    cp "$file" "$folder/bundle.tar"
else
    age --decrypt --identity "$key_file" --output "$folder/bundle.tar" "$file"
fi
tar -xf "$folder/bundle.tar" -C "$folder/bundle"
cd "$folder/bundle"

[ "$(jq -jcS .signed trust/1.root.json | sha256sum | head -c 64)" = "$fingerprint" ] || fail "root fingerprint"
last=1
count_signatures trust/1.root.json root trust/1.root.json
while [ -e "trust/$((last + 1)).root.json" ]; do
    count_signatures "trust/$((last + 1)).root.json" root "trust/$last.root.json"
    last=$((last + 1))
    count_signatures "trust/$last.root.json" root "trust/$last.root.json"
done
count_signatures trust/registry.json targets "trust/$last.root.json"

verify_envelope bundle.json application/vnd.ascn-desk.bundle+json
[ "$(jq -r .from "$folder/payload.json")" = "$signer" ] || fail "sender"
jq -r '.members[] | .sha256 + "  " + .name' "$folder/payload.json" | sha256sum --check --strict --quiet \
    || fail "members"
diff <(tar -tf "$folder/bundle.tar" | tail -n +2) <(jq -r '.members[].name' "$folder/payload.json") \
    || fail "list of members"

entries=0
for envelope in segments/*/*/*.json; do
    [ -e "$envelope" ] || continue
    verify_envelope "$envelope" application/vnd.ascn-desk.segment+json
    place=$(jq -r '"segments/" + .desk + "/" + (.channel | gsub("/"; "~"))' "$folder/payload.json")
    [ "$place" = "$(dirname "$envelope")" ] && [ "${envelope#segments/"$signer"/}" != "$envelope" ] || fail "$envelope"
    zstd -dcq --memory=8MB "${envelope%.json}.jsonl.zst" > "$folder/lines"
    # A redacted line states the digest of what it was; the size goes on describing the original.
    grep -q '^{"n":' "$folder/lines" || [ "$(wc -c < "$folder/lines")" = "$(jq -r .size "$folder/payload.json")" ] \
        || fail "size of $envelope"
    lines=$(while IFS= read -r line; do
        case "$line" in
            '{"n":'*) printf %s "$line" | jq -r .redacted | unhex ;;
            *) printf %s "$line" | sha256sum | head -c 64 | unhex ;;
        esac
    done < "$folder/lines" | sha256sum | head -c 64)
    [ "$lines" = "$(jq -r .lines "$folder/payload.json")" ] || fail "lines of $envelope"
    jq -e . "$folder/lines" > /dev/null || fail "a line of $envelope"
    entries=$((entries + $(wc -l < "$folder/lines")))
done
echo "verified $entries entries"
