"""Pictures of every part in every state: ``python -m ascn_desk.ui.gallery OUT_DIR``."""
