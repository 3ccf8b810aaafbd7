import LanguageModels

/// The model that the commands train and read: the one place to put another in.
typealias ModelInUse = FusedLanguageModel
