// What a notebook or an application imports: everything, and nothing of its own.
@_exported public import Autograd
@_exported public import ComputationGraphs
@_exported public import GraphDrawing
@_exported public import LanguageModels
@_exported public import NeuralNetworks
