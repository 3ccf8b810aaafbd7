import Testing

@testable import Autograd

struct WithoutGradientsTests {
  private struct Failure: Error {}
  private let u = Tensor([1, 2], dtype: .float64, requiresGrad: true)

  @Test func nothingIsRecordedInside() {
    let y = withoutGradients { u * u }
    #expect(!y.requiresGrad && y.scalars == [1, 4])
    #expect((u * u).requiresGrad)
  }

  @Test func scopesNest() {
    withoutGradients {
      withoutGradients { #expect(!(u * u).requiresGrad) }
      #expect(!(u * u).requiresGrad)
    }
    #expect((u * u).requiresGrad)
  }

  @Test func errorsEndTheScope() {
    #expect(throws: Failure.self) { try withoutGradients { throw Failure() } }
    #expect((u * u).requiresGrad)
  }

  @Test func leavesAndHistoriesStayWhatTheyAre() {
    let y = u * u
    withoutGradients {
      #expect(u.requiresGrad && y.requiresGrad)
      #expect(!y.sum().requiresGrad)
    }
    #expect(gradients(of: y.sum(), withRespectTo: [u])[0]?.scalars == [2, 4])
  }

  /// Derivatives can be taken inside: the walk needs the history, not the scope.
  @Test func derivativesInside() {
    let loss = (u * u).sum()
    withoutGradients {
      #expect(gradients(of: loss, withRespectTo: [u])[0]?.scalars == [2, 4])
      #expect(gradients(of: loss, withRespectTo: [u], createGraph: true)[0]?.requiresGrad == false)
    }
  }

  @Test func otherThreadsAreNotAffected() async {
    let u = u
    await withTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            if number % 2 == 0 {
              withoutGradients { #expect(!(u * u).requiresGrad) }
            } else {
              #expect((u * u).requiresGrad)
            }
          }
        }
      }
    }
  }
}
