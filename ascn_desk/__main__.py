"""``python -m ascn_desk``: the same as ``ascn-desk``."""

import sys

from ascn_desk.app import main

sys.exit(main())
