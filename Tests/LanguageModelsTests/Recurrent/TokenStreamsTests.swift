import Autograd
import Testing

@testable import LanguageModels

@Suite struct TokenStreamsTests {
  @Test func cutsStreamsIntoWindows() {
    let windows = Array(TokenStreams(tokens: Array(0..<12), streams: 2, window: 2))
    #expect(windows.map(\.inputs) == [[[0, 5], [1, 6]], [[2, 7], [3, 8]], [[4, 9]]])
    #expect(windows.map(\.targets) == [[1, 6, 2, 7], [3, 8, 4, 9], [5, 10]])
    #expect(windows.map(\.isFirst) == [true, false, false])
  }

  @Test func everyTargetFollowsItsInputAndAlmostAllTokensArePredicted() {
    var generator = SeededGenerator(seed: 18)
    for _ in 0..<200 {
      let count = Int.random(in: 2...300, using: &generator)
      let streams = Int.random(in: 1..<count, using: &generator)
      let windows = TokenStreams(
        tokens: Array(0..<count), streams: streams, window: Int.random(in: 1...40, using: &generator))
      #expect(Array(windows).count == windows.layout.count)
      var predicted = 0
      for window in windows {
        #expect(window.inputs.flatMap(\.self).map { $0 + 1 } == window.targets)
        predicted += window.targets.count
      }
      #expect(predicted == windows.layout.streamLength * streams)
      #expect(count - 1 - predicted < streams)
    }
  }
}
