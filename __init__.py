"""scen: the supply-chain ethics network as a knowledge graph.

Who works with whom, who funds whom and who met where, in human and labour rights in public
purchasing and electronics supply chains; every tie leads to a line of a source.

The checkout is this package; its folders are the layers, and imports run one way:
``ontology <- graph <- queries <- viz, export <- cli``.
"""

__version__ = "0.1.0"
