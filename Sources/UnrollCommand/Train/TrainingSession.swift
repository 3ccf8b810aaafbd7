import ArgumentParser
import Foundation
import LanguageModels

/// A run of training in front of somebody: its progress line, Ctrl-C, and what is said at the end.
struct TrainingSession {
  let folder: CheckpointFolder

  /// Trains to the end and reports. Ends with status 130 where it was asked to stop.
  func finish<Model: TrainableLanguageModel & ~Copyable>(_ run: consuming TrainingRun<Model>) throws {
    ProgressLine.say(opening(run))
    let line = ProgressLine()
    let stop = StopRequest {
      ProgressLine.say("\nFinishing this step and saving it; Ctrl-C again ends at once, with the last checkpoint.")
    }
    var validated = run.position.last?.step
    var lastShown = ContinuousClock.now - .seconds(1)
    let end: TrainingRun<Model>.End
    do {
      end = try run.run(isInterrupted: { stop.isMade }) { progress in
        if let validation = progress.validation, validation.step != validated {
          validated = validation.step
          line.clear()
          ProgressLine.say("\(progress)")
        } else if ContinuousClock.now - lastShown > .milliseconds(100) {
          line.show("\(progress)")
          lastShown = .now
        }
      }
    } catch {
      line.clear()
      throw error
    }
    line.clear()
    ProgressLine.say(closing(run, end))
    if end == .interruption { throw ExitCode(130) }
  }

  private func opening<Model: TrainableLanguageModel & ~Copyable>(_ run: borrowing TrainingRun<Model>) -> String {
    let vocabulary = run.corpus.vocabulary
    let unit = vocabulary.tokenization.rawValue
    let begins = run.position.step == 0 ? "Begins" : "Goes on after step \(run.position.step)"
    return "\(run.corpus.training.count) \(unit) to learn from, \(run.corpus.heldOut.count) held out, "
      + "\(vocabulary.count) types; \(run.model.configuration.parameterCount) parameters. \(begins)"
      + (run.steps.map { ", to step \($0)." } ?? ".")
  }

  private func closing<Model: TrainableLanguageModel & ~Copyable>(
    _ run: borrowing TrainingRun<Model>, _ end: TrainingRun<Model>.End
  ) -> String {
    let why =
      switch end {
      case .limit: "Done"
      case .patience: "No better validation since step \(run.position.best?.step ?? 0): done"
      case .interruption: "Stopped"
      }
    let isByCharacters = run.corpus.vocabulary.tokenization == .characters
    let best = run.position.best.map { best in
      " Best on the held-out part: \(fixed(best.loss, 4)) nats, "
        + "\(TrainingProgress.measure(best.loss, isByCharacters: isByCharacters)), at step \(best.step)."
    }
    let next =
      end == .interruption
      ? "unroll train --model \(folder.path) --resume carries on."
      : "unroll sample \(folder.path) writes a text with it."
    return "\(why) after step \(run.position.step); saved in \(folder.path).\(best ?? "")\n\(next)"
  }
}
