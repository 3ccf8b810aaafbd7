import ArgumentParser
import Autograd
import Foundation
import LanguageModels
import Testing

@testable import UnrollCommand

@Suite struct TrainCommandTests {
  /// A folder with a text, and the arguments of a small model that learns it.
  private func withExample(_ body: (_ folder: String, _ train: (String) -> [String]) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "unroll-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var generator = SeededGenerator(seed: 1)
    let words = ["the", "cat", "sat", "on", "a", "mat,", "and", "ran."]
    let text = (0..<2_000).map { _ in words[Int.random(in: 0..<8, using: &generator)] }.joined(separator: " ")
    try text.write(toFile: "\(folder)/text", atomically: true, encoding: .utf8)
    try body(folder) { name in
      [
        "train", "\(folder)/text", "--model", "\(folder)/\(name)", "--tokens", "words", "--kind", "gru", "--hidden",
        "8",
        "--layers", "2", "--batch", "4", "--sequence", "10", "--steps", "400", "--validate-every", "31",
        "--checkpoint-every", "3", "--log-every", "5", "--held-out", "0.2",
      ]
    }
  }

  private func weights(_ folder: String) throws -> TrainingSnapshot {
    try CheckpointFolder(folder).load(.latest).snapshot
  }

  /// While one process trains, another that begins or resumes in its folder is told so, and changes nothing.
  @Test func oneProcessTrainsInAFolder() throws {
    try withExample { folder, train in
      let first = try CommandProcess(train("model") + ["--steps", "1000000"])
      defer {
        first.send(SIGKILL)
        _ = first.outcome()
      }
      while !CheckpointFolder("\(folder)/model").isOccupied { usleep(10_000) }
      let second = try CommandProcess.run(["train", "--model", "\(folder)/model", "--resume"])
      #expect(second.status != 0)
      #expect(second.error.contains("another process trains the model in"))
    }
  }

  /// Far back in little memory, through the command: the losses of the same windows held whole.
  @Test func reachAndCheckpointingAreOptions() throws {
    try withExample { folder, train in
      func run(_ name: String, _ options: [String]) throws -> [Double] {
        let outcome = try CommandProcess.run(train(name) + ["--steps", "40", "--reach", "25"] + options)
        #expect(outcome.status == 0, "\(outcome.error)")
        let lines = try String(contentsOfFile: "\(folder)/\(name)/losses.jsonl", encoding: .utf8).split(separator: "\n")
        return try lines.compactMap { line in
          (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["loss"] as? Double
        }
      }
      let whole = try run("whole", [])
      #expect(!whole.isEmpty)
      for (name, options) in [("root", "sqrt"), ("limit", "20kB")] {
        let losses = try run(name, ["--checkpointing", options])
        #expect(losses.count == whole.count)
        #expect(zip(losses, whole).allSatisfy { abs($0 - $1) < 1e-3 })
      }
      let refused = try CommandProcess.run(train("small") + ["--checkpointing", "900B"])
      #expect(refused.status != 0)
      #expect(refused.error.contains("900B do not hold even one step of a window of this model"))
      let wrong = try CommandProcess.run(train("wrong") + ["--checkpointing", "half"])
      #expect(wrong.error.contains("--checkpointing"))
    }
  }

  /// Killed with SIGKILL at random moments, in the midst of steps and of saving, and resumed until it is through: the
  /// very weights of the run that nobody disturbed. `UNROLL_KILLS` asks for more moments than a test has time for.
  @Test func killedAtAnyMomentAndResumedIsUninterrupted() throws {
    let kills = ProcessInfo.processInfo.environment["UNROLL_KILLS"].flatMap(Int.init) ?? 6
    try withExample { folder, train in
      let started = ContinuousClock.now
      #expect(try CommandProcess.run(train("whole")).status == 0)
      let whole = (ContinuousClock.now - started) / .microseconds(1)
      var generator = SeededGenerator(seed: 2)
      var (killed, trip) = (0, 0)
      while killed < kills {
        trip += 1
        let model = "\(folder)/killed-\(trip)"
        while true {
          // Killed before its first checkpoint was whole it has nothing to resume, and begins again.
          let isBegun = CheckpointFolder(model).isOccupied
          let process = try CommandProcess(train("killed-\(trip)") + (isBegun ? ["--resume"] : []))
          usleep(UInt32(whole * Double.random(in: 0.1...0.6, using: &generator)))
          process.send(SIGKILL)
          let outcome = process.outcome()
          if outcome.status == 0 { break }
          try #require(outcome.status == SIGKILL, "\(outcome.error)")
          killed += 1
        }
        #expect(try weights(model) == weights("\(folder)/whole"))
        let names = try FileManager.default.contentsOfDirectory(atPath: model)
        #expect(!names.contains { $0.hasSuffix(".partial") })
      }
    }
  }

  @Test func anInterruptSavesAndSaysHowToGoOn() throws {
    try withExample { folder, train in
      // Enough steps that it cannot be through before it is stopped; the rest is taken after the resume.
      var long = train("model")
      long[long.firstIndex(of: "400") ?? 0] = "1000000"
      let process = try CommandProcess(long)
      while !CheckpointFolder("\(folder)/model").isOccupied { usleep(1_000) }
      usleep(50_000)
      process.send(SIGINT)
      let outcome = process.outcome()
      #expect(outcome.status == 130)
      #expect(outcome.error.contains("Stopped after step "))
      #expect(outcome.error.contains("--resume carries on."))
      let step = try CheckpointFolder("\(folder)/model").description(.latest).position.step
      var resumed = train("model") + ["--resume"]
      resumed[resumed.firstIndex(of: "400") ?? 0] = String(step + 10)
      #expect(try CommandProcess.run(resumed).status == 0)
      var whole = train("whole")
      whole[whole.firstIndex(of: "400") ?? 0] = String(step + 10)
      #expect(try CommandProcess.run(whole).status == 0)
      #expect(try weights("\(folder)/model") == weights("\(folder)/whole"))
    }
  }

  @Test func aModelIsTrainedJudgedSampledAndDescribed() throws {
    try withExample { folder, train in
      let trained = try CommandProcess.run(train("model"))
      #expect(trained.status == 0)
      #expect(trained.error.contains("Done after step 400; saved in "))
      #expect(
        Set(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/model")).isSuperset(
          of: [
            "checkpoint.json", "checkpoint-previous.json", "checkpoint-best.json", "losses.jsonl", "learning-curve.svg",
          ]))
      let judged = try CommandProcess.run(["evaluate", "\(folder)/model", "\(folder)/text"])
      #expect(judged.status == 0)
      for row in ["nats a token", "bits a word", "perplexity", "out of vocabulary", "tokens predicted"] {
        #expect(judged.output.contains("\n\(row) "), "\(row)")
      }
      #expect(try CommandProcess.run(["evaluate", "\(folder)/model"]).output.contains("held-out part of "))
      let sample = [
        "sample", "\(folder)/model", "--length", "30", "--seed", "4", "--prompt", "the cat", "--top-k", "5",
      ]
      let first = try CommandProcess.run(sample)
      #expect(first.output.hasPrefix("the cat"))
      #expect(try CommandProcess.run(sample).output == first.output)
      #expect(
        try CommandProcess.run(["info", "\(folder)/model"]).output.contains(
          "network                   GRU, 2 layers of 8"))
    }
  }

  @Test func badInputGetsOneSentence() throws {
    try withExample { folder, train in
      var arguments = train("model")
      arguments[arguments.firstIndex(of: "400") ?? 0] = "20"
      #expect(try CommandProcess.run(arguments).status == 0)
      try "changed".write(toFile: "\(folder)/other", atomically: true, encoding: .utf8)
      try "[\"the\", \"dog\"]".write(toFile: "\(folder)/types.json", atomically: true, encoding: .utf8)
      let text = "\(folder)/text"
      let cases: [([String], String)] = [
        (arguments, "has a model already; carry on with it (--resume), or give another folder"),
        (["train", text, "--model", "\(folder)/a", "--sequence", "100000"], "is longer than the text"),
        (["train", text, "--model", "\(folder)/b", "--batch", "100000"], "is larger than the data"),
        (["train", "\(folder)/none", "--model", "\(folder)/c"], "there is no such file"),
        (["train", "\(folder)/other", "--model", "\(folder)/model", "--resume"], "the text has changed: "),
        (["train", text, "--model", "\(folder)/model", "--resume", "--hidden", "9"], "cannot be changed"),
        (
          ["train", text, "--model", "\(folder)/model", "--resume", "--held-out", "0.3"],
          "The cut of the text of a model"
        ),
        (["train", text, "--model", "\(folder)/d", "--dropout", "1"], "it must be at least 0 and below 1"),
        (["train", text, "--model", "\(folder)/e", "--learning-rate=-1"], "it must be a finite number above 0"),
        (
          ["train", text, "--model", "\(folder)/f", "--tied", "--embedding", "3", "--hidden", "4"], "tied weights need"
        ),
        (["train", "--model", "\(folder)/none", "--resume"], "has no model"),
        (["sample", "\(folder)/model", "--temperature=-1"], "the temperature is -1"),
        (["sample", "\(folder)/model", "--top-p", "1.5"], "top-p is 1.5; it must be above 0 and at most 1"),
        (["sample", "\(folder)/model", "--top-k", "0"], "top-k is 0; it must be an integer from 1 on"),
        (["evaluate", "\(folder)/none", text], "has no model"),
        (
          ["evaluate", "\(folder)/model", text, "--vocabulary", "\(folder)/types.json"],
          "another vocabulary than the model"
        ),
      ]
      for (arguments, sentence) in cases {
        let outcome = try CommandProcess.run(arguments)
        #expect(outcome.status != 0, "\(arguments)")
        #expect(outcome.error.contains(sentence), "\(arguments): \(outcome.error)")
      }
      let weights = try #require(
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/model").first { $0.hasPrefix("weights-20-") })
      try FileManager.default.removeItem(atPath: "\(folder)/model/\(weights)")
      let damaged = try CommandProcess.run(["info", "\(folder)/model"])
      #expect(
        damaged.error.contains(
          "is damaged: tensors: the file is not there; the previous checkpoint, of step 18, is whole"))
      #expect(try CommandProcess.run(["info", "\(folder)/model", "--checkpoint", "previous"]).status == 0)
    }
  }
}
