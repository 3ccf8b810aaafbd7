import Autograd
import Foundation
import Testing
import WholeFiles

@testable import LanguageModels

@Suite struct CheckpointFolderTests {
  /// A checkpoint with awkward numbers and words.
  private func example(step: Int) throws -> (CheckpointDescription, TrainingSnapshot) {
    let network = NetworkConfiguration(kind: .lstm, vocabularySize: 7, embeddingSize: 5, hiddenSize: 5, tied: true)
    var model = AutogradLanguageModel(network, optimizer: OptimizerConfiguration.examples[3], seed: .max)
    _ = try model.takeSteps(0..<step)
    var plan = TrainingPlan()
    (plan.epochs, plan.learningRate, plan.seed, plan.schedule) = (3, 0.1 + 0.2, .max, .step(every: 2, factor: 1 / 3))
    var position = TrainingPosition()
    (position.step, position.lossSum, position.seconds) = (step, 1 / 3, 1e-300)
    position.note(.init(step: step, loss: .leastNonzeroMagnitude))
    let vocabulary = try Vocabulary(
      types: ["", "\"\\", "\u{0}\n", "é", "e\u{301}", "😀", "<unk>"], counts: [7, 6, 5, 4, 3, 2, 0], hasUnknown: true,
      tokenization: .words)
    let snapshot = model.snapshot()
    return (
      CheckpointDescription(
        network: network, optimizer: OptimizerConfiguration.examples[3], plan: plan,
        text: .init(path: "/a \"b\".txt", size: 12, sha256: "00ff"),
        rules: .init(tokenization: .words, heldOutFraction: 0.1, minimumCount: 2), tokenCount: 10, trainingCount: 9,
        vocabulary: vocabulary, position: position, words: snapshot.words), snapshot
    )
  }

  @Test func keepsEveryBit() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path)
      var (description, snapshot) = try example(step: 3)
      snapshot.floats[0].values[0] = .leastNonzeroMagnitude
      snapshot.floats[0].values[1] = -0.0
      #expect(!folder.isOccupied)
      try folder.save(description, snapshot, isBest: false)
      #expect(folder.isOccupied)
      let read = try folder.load(.latest)
      #expect(read.description == description)
      #expect(read.snapshot == snapshot)
      #expect(read.snapshot.floats[0].values[1].sign == .minus)
    }
  }

  @Test func keepsTheLatestTheOneBeforeAndTheBest() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path)
      for step in 1...5 {
        let (description, snapshot) = try example(step: step)
        try folder.save(description, snapshot, isBest: step == 2)
      }
      #expect(try CheckpointFolder.Which.allCases.map { try folder.load($0).description.position.step } == [5, 4, 2])
      #expect(Folder.names(in: path).filter { $0.hasSuffix(".safetensors") }.count == 3)
      try folder.makeLatest(.best)
      #expect(try folder.load(.latest).description.position.step == 2)
    }
  }

  @Test func whatIsMissingIsNamed() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path)
      #expect(throws: CheckpointError.missing(folder: path)) { try folder.load(.latest) }
      let (description, snapshot) = try example(step: 1)
      try folder.save(description, snapshot, isBest: false)
      #expect(throws: CheckpointError.none(folder: path, .best)) { try folder.load(.best) }
      #expect("\(CheckpointError.missing(folder: path))".contains("no checkpoint.json"))
    }
  }

  /// Any byte of either file, changed: the damage is seen, and the checkpoint before is offered.
  @Test func anyDamageIsSeenAndTheOneBeforeIsOffered() throws {
    var generator = SeededGenerator(seed: 44)
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path)
      for step in 1...2 {
        let (description, snapshot) = try example(step: step)
        try folder.save(description, snapshot, isBest: false)
      }
      let second = try example(step: 2).0
      let weights = try #require(Folder.names(in: path).first { $0.hasPrefix("weights-2-") })
      for name in ["checkpoint.json", weights] {
        let file = URL(filePath: "\(path)/\(name)")
        let whole = try Data(contentsOf: file)
        for round in 0..<300 {
          var bytes = whole
          switch round % 3 {
          case 0:
            bytes[Int.random(in: 0..<whole.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          case 1: bytes = whole.prefix(Int.random(in: 0..<whole.count, using: &generator))
          default:
            bytes.insert(
              UInt8.random(in: .min ... .max, using: &generator), at: Int.random(in: 0...whole.count, using: &generator)
            )
          }
          if bytes == whole { continue }
          try bytes.write(to: file)
          do {
            let (description, _) = try folder.load(.latest)
            // White space between the members of a description means nothing.
            #expect(name == "checkpoint.json")
            #expect(description == second)
          } catch CheckpointError.damaged(_, _, _, let other) {
            #expect(other == CheckpointError.Alternative(which: .previous, step: 1))
          }
        }
        try whole.write(to: file)
      }
      #expect(try folder.load(.latest).description.position.step == 2)
      try FileManager.default.removeItem(atPath: "\(path)/\(weights)")
      let error = #expect(throws: CheckpointError.self) { try folder.load(.latest) }
      #expect(
        error?.description.contains("the file is not there; the previous checkpoint, of step 1, is whole") == true)
    }
  }

  @Test func aDamagedDescriptionTakesNoOnesPlace() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path)
      for step in 1...2 {
        let (description, snapshot) = try example(step: step)
        try folder.save(description, snapshot, isBest: false)
      }
      try Data("{".utf8).write(to: URL(filePath: "\(path)/checkpoint.json"))
      let (description, snapshot) = try example(step: 3)
      try folder.save(description, snapshot, isBest: false)
      #expect(try folder.load(.latest).description.position.step == 3)
      #expect(try folder.load(.previous).description.position.step == 1)
    }
  }

  /// A disk that is full after any number of bytes of a file, played by a limit on the size of files.
  @Test func aFullDiskLeavesTheLastGoodCheckpoint() async {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { path in
        let folder = CheckpointFolder(path)
        let (first, second) = (
          try CheckpointFolderTests().example(step: 1), try CheckpointFolderTests().example(step: 2)
        )
        try folder.save(first.0, first.1, isBest: true)
        let names = Folder.names(in: path)
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit()
        for bytes in [0, 8, 1_000, 2_000] {
          #if os(Linux)
            let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
          #else
            let kind = RLIMIT_FSIZE
          #endif
          precondition(getrlimit(kind, &limit) == 0)
          limit.rlim_cur = rlim_t(bytes)
          precondition(setrlimit(kind, &limit) == 0)
          let error = #expect(throws: CheckpointError.self) { try folder.save(second.0, second.1, isBest: true) }
          #expect(error?.description.hasSuffix("the checkpoint of step 1 stays as it is") == true)
          #expect(Folder.names(in: path) == names)
          #expect(try folder.load(.latest).description == first.0)
          #expect(try folder.load(.best).snapshot == first.1)
        }
        limit.rlim_cur = limit.rlim_max
        #if os(Linux)
          precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        #else
          precondition(setrlimit(RLIMIT_FSIZE, &limit) == 0)
        #endif
        try folder.save(second.0, second.1, isBest: true)
        #expect(try folder.load(.latest).description == second.0)
      }
    }
  }
}
