"""What dev.py is made of; the standard library only, except translations.py, which runs inside .venv."""
