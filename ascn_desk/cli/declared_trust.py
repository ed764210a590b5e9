"""The commands by which headquarters registers desks and cares for root and registry, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

_ANY = r".+"
_DESK = Argument(name="desk", shown="DESK", words="Desk, or the beginning of its name, as “trust show” lists it.")
_CHANGE = Argument(name="file", shown="CHANGE", words="File with a change, as --prepare writes it.")
_REQUEST = Argument(name="file", shown="FILE", words="The request.")
_ROOT_KEY = Option(name="root-key", shown="FILE", words="Files of root keys that sign.", many=True, fits=_ANY)
_REGISTRY_KEY = Option(
    name="registry-key",
    shown="FILE",
    words="Files of further registry keys that sign; that of this desk signs anyway.",
    many=True,
    fits=_ANY,
)
_KEY_PASSPHRASES = Option(
    name="key-passphrase-file",
    shown="FILE",
    words="A file with the passphrase of each key file, root keys first; else they are asked for.",
    many=True,
    fits=_ANY,
)
_PREPARE = Option(name="prepare", shown="CHANGE", words="Only write the change to this file, for the next to sign.")
_DRY = Option(name="dry-run", words="Only say what would change.")
_SIGNING = (_REGISTRY_KEY, _KEY_PASSPHRASES, _PREPARE, _DRY)

_COUNTRY = Option(
    name="country",
    shown="CODE",
    words="Further country that the office covers beside its own, such as la.",
    many=True,
    fits="[a-z]{2}",
)

ENROLLING: tuple[Command, ...] = (
    Command(
        name="enrol inspect",
        words="Headquarters: say who asks to be registered, and what that would change.",
        arguments=(_REQUEST,),
    ),
    Command(
        name="enrol approve",
        words="Headquarters: register the desk of a request and write its starter bundle.",
        more="A desk that goes on under new keys closes the one before it. For a desk that is registered already only "
        "the starter is written again.",
        arguments=(_REQUEST,),
        options=(
            Option(name="out", shown="STARTER", words="Starter bundle to write.", needed=True),
            _COUNTRY,
            _REGISTRY_KEY,
            _KEY_PASSPHRASES,
        ),
    ),
    Command(
        name="enrol prepare",
        words="Headquarters: write the change that registers the desk of a request, for a second person to sign.",
        more="Once “trust apply” put it into effect, “enrol approve” writes the starter.",
        arguments=(_REQUEST,),
        options=(
            Option(name="out", shown="CHANGE", words="File to write.", needed=True),
            _COUNTRY,
            _REGISTRY_KEY,
            _KEY_PASSPHRASES,
        ),
    ),
)

TRUST: tuple[Command, ...] = (
    Command(
        name="trust show",
        words="Show root and registry as this desk holds them, and warn of what expires.",
    ),
    Command(
        name="trust new-key",
        words="Headquarters: make a key file for the root or the registry.",
        more="The key signs nothing before “trust change-root” names it.",
        arguments=(Argument(name="file", shown="FILE", words="Key file to write, on a removable medium."),),
        options=(
            Option(
                name="for",
                shown="root|registry",
                words="What the key shall sign.",
                needed=True,
                choices=("root", "registry"),
            ),
            Option(
                name="key-passphrase-file",
                shown="FILE",
                words="File with the passphrase of the key; else it is asked for.",
            ),
        ),
    ),
    Command(
        name="trust key",
        words="Say which key a file holds; no passphrase is needed.",
        arguments=(Argument(name="file", shown="FILE", words="Key file."),),
    ),
    Command(
        name="trust change-root",
        words="Headquarters: make the next version of the root.",
        more="With other keys or thresholds, or without any of these only with a later day of expiry. Enough root keys "
        "of the version before and of the new one sign.",
        options=(
            _ROOT_KEY,
            Option(
                name="add-root",
                shown="KEY",
                words="Root keys to add: key files, or 64 digits of the public half.",
                many=True,
                fits=_ANY,
            ),
            Option(
                name="remove-root",
                shown="KEY",
                words="Root keys to remove, by the beginning of the public half.",
                many=True,
                fits=r"[0-9a-f]{4,64}",
            ),
            Option(name="root-threshold", shown="N", words="How many root keys have to sign."),
            Option(
                name="add-registry",
                shown="KEY",
                words="Registry keys to add: key files, or 64 digits of the public half.",
                many=True,
                fits=_ANY,
            ),
            Option(
                name="remove-registry",
                shown="KEY",
                words="Registry keys to remove, by the beginning of the public half.",
                many=True,
                fits=r"[0-9a-f]{4,64}",
            ),
            Option(name="registry-threshold", shown="N", words="How many registry keys have to sign."),
            *_SIGNING,
        ),
    ),
    Command(
        name="trust close",
        words="Headquarters: close a desk that is lost, and tell what it could read.",
        more="What it wrote up to its end counts for ever; an end never moves. Channels that are not named end at what "
        "is held here.",
        arguments=(_DESK,),
        options=(
            Option(
                name="end",
                shown="CHANNEL=NUMBER:IDENTITY",
                words="Where a log ends: NUMBER alone for one that is held, 0 for nothing at all.",
                many=True,
                fits=r"[a-z]+(/[a-z0-9-]+)?=[0-9]+(:[0-9a-f]*)?",
            ),
            *_SIGNING,
        ),
    ),
    Command(
        name="trust readable",
        words="Headquarters: list all records that a desk could read.",
        arguments=(_DESK,),
    ),
    Command(
        name="trust forks",
        words="Headquarters: list the logs of which two branches are held.",
    ),
    Command(
        name="trust rule",
        words="Headquarters: say which branch of a forked log stays.",
        more="The log ends there. Where an end stands already, only what came later of the other branches is added.",
        arguments=(_DESK, Argument(name="channel", shown="CHANNEL", words="Channel of the log.")),
        options=(
            Option(
                name="keep",
                shown="IDENTITY",
                words="Last segment of the branch that stays, by its identity or the beginning of it.",
            ),
            *_SIGNING,
        ),
    ),
    Command(
        name="trust renew",
        words="Headquarters: make the next version of the registry, with a later day of expiry.",
        options=_SIGNING,
    ),
    Command(
        name="trust raise-count",
        words="Headquarters: raise the number up to 2^32 above which entries count.",
        arguments=(
            Argument(name="count", shown="N", words="The number; the greatest count here if left out.", least=0),
        ),
        options=_SIGNING,
    ),
    Command(
        name="trust inspect",
        words="Headquarters: say what a prepared change says and whose signatures it lacks; nothing is changed.",
        arguments=(_CHANGE,),
    ),
    Command(
        name="trust sign",
        words="Headquarters: sign a prepared change. Look at it with “trust inspect” first.",
        arguments=(_CHANGE,),
        options=(
            _ROOT_KEY,
            _REGISTRY_KEY,
            _KEY_PASSPHRASES,
            Option(name="out", shown="FILE", words="File to write; the same file if left out."),
        ),
    ),
    Command(
        name="trust apply",
        words="Headquarters: put a change into effect that enough people signed.",
        arguments=(_CHANGE,),
    ),
    Command(
        name="trust take-over",
        words="A new desk of headquarters: take the place of one that is lost, with the root keys.",
        more="From now on the registry is signed by the registry keys named here. Name open files (“export --to "
        "anyone”) of every office that can be reached: the newest documents count.",
        arguments=(Argument(name="files", shown="FILE", words="Open files of any offices.", many=True),),
        options=(_ROOT_KEY, _REGISTRY_KEY, _KEY_PASSPHRASES),
    ),
)
