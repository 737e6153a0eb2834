"""Author the annual performance evaluation: Excel input sheets in, the evaluation document out.

The verbs that the commands are made of, for people who script: see ``authoring.verbs``.
"""

__version__ = "0.1.0"
