"""``python -m authoring``: the same commands, where the script itself is not on the path."""

from authoring.cli import main

main()
