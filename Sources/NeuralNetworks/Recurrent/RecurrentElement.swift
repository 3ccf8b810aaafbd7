package import Autograd
import CLoops

/// Precisions that the fused recurrent loops are compiled in.
package protocol RecurrentElement: Element {
  static func scratchCount(of pass: RecurrentPass<Self>, backward: Bool, _ processor: Processor) -> Int
  static func forward(_ pass: RecurrentPass<Self>, _ scratch: UnsafeMutablePointer<Self>, _ processor: Processor)
  static func backward(
    _ pass: RecurrentPass<Self>, _ gradients: RecurrentGradients<Self>, _ scratch: UnsafeMutablePointer<Self>,
    _ processor: Processor)
}

extension Float: RecurrentElement {
  package static func scratchCount(of pass: RecurrentPass<Float>, backward: Bool, _ processor: Processor) -> Int {
    let kernels = unroll_kernels_for_f32(processor.inC).pointee
    return withUnsafePointer(to: inC(pass)) { backward ? kernels.backward_scratch($0) : kernels.forward_scratch($0) }
  }

  package static func forward(
    _ pass: RecurrentPass<Float>, _ scratch: UnsafeMutablePointer<Float>, _ processor: Processor
  ) {
    withUnsafePointer(to: inC(pass)) { unroll_kernels_for_f32(processor.inC).pointee.forward($0, scratch) }
  }

  package static func backward(
    _ pass: RecurrentPass<Float>, _ gradients: RecurrentGradients<Float>, _ scratch: UnsafeMutablePointer<Float>,
    _ processor: Processor
  ) {
    let gradients = unroll_recurrent_gradients_f32(
      outputs: gradients.outputs, final_h: gradients.finalH, final_c: gradients.finalC, x: gradients.x,
      weight_ih: gradients.weightIH, weight_hh: gradients.weightHH, bias_ih: gradients.biasIH,
      bias_hh: gradients.biasHH, initial_h: gradients.initialH, initial_c: gradients.initialC,
      x_is_undefined: gradients.undefined.contains(.x) ? 1 : 0,
      weight_ih_is_undefined: gradients.undefined.contains(.weightIH) ? 1 : 0,
      weight_hh_is_undefined: gradients.undefined.contains(.weightHH) ? 1 : 0, projection: nil)
    withUnsafePointer(to: inC(pass)) { pass in
      withUnsafePointer(to: gradients) { unroll_kernels_for_f32(processor.inC).pointee.backward(pass, $0, scratch) }
    }
  }

  private static func inC(_ pass: RecurrentPass<Float>) -> unroll_recurrent_f32 {
    let shape = pass.shape
    return unroll_recurrent_f32(
      cell: unroll_cell(rawValue: shape.cell.rawValue),
      activation: unroll_activation(rawValue: shape.activation.rawValue), steps: shape.steps, batch: shape.batch,
      inputs: shape.inputs, hidden: shape.hidden, x: pass.x, weight_ih: pass.weightIH, weight_hh: pass.weightHH,
      bias_ih: pass.biasIH, bias_hh: pass.biasHH, initial_h: pass.initialH, initial_c: pass.initialC,
      lengths: pass.lengths, outputs: pass.outputs, kept: pass.kept)
  }
}

extension Double: RecurrentElement {
  package static func scratchCount(of pass: RecurrentPass<Double>, backward: Bool, _ processor: Processor) -> Int {
    let kernels = unroll_kernels_for_f64(processor.inC).pointee
    return withUnsafePointer(to: inC(pass)) { backward ? kernels.backward_scratch($0) : kernels.forward_scratch($0) }
  }

  package static func forward(
    _ pass: RecurrentPass<Double>, _ scratch: UnsafeMutablePointer<Double>, _ processor: Processor
  ) {
    withUnsafePointer(to: inC(pass)) { unroll_kernels_for_f64(processor.inC).pointee.forward($0, scratch) }
  }

  package static func backward(
    _ pass: RecurrentPass<Double>, _ gradients: RecurrentGradients<Double>, _ scratch: UnsafeMutablePointer<Double>,
    _ processor: Processor
  ) {
    let gradients = unroll_recurrent_gradients_f64(
      outputs: gradients.outputs, final_h: gradients.finalH, final_c: gradients.finalC, x: gradients.x,
      weight_ih: gradients.weightIH, weight_hh: gradients.weightHH, bias_ih: gradients.biasIH,
      bias_hh: gradients.biasHH, initial_h: gradients.initialH, initial_c: gradients.initialC,
      x_is_undefined: gradients.undefined.contains(.x) ? 1 : 0,
      weight_ih_is_undefined: gradients.undefined.contains(.weightIH) ? 1 : 0,
      weight_hh_is_undefined: gradients.undefined.contains(.weightHH) ? 1 : 0, projection: nil)
    withUnsafePointer(to: inC(pass)) { pass in
      withUnsafePointer(to: gradients) { unroll_kernels_for_f64(processor.inC).pointee.backward(pass, $0, scratch) }
    }
  }

  private static func inC(_ pass: RecurrentPass<Double>) -> unroll_recurrent_f64 {
    let shape = pass.shape
    return unroll_recurrent_f64(
      cell: unroll_cell(rawValue: shape.cell.rawValue),
      activation: unroll_activation(rawValue: shape.activation.rawValue), steps: shape.steps, batch: shape.batch,
      inputs: shape.inputs, hidden: shape.hidden, x: pass.x, weight_ih: pass.weightIH, weight_hh: pass.weightHH,
      bias_ih: pass.biasIH, bias_hh: pass.biasHH, initial_h: pass.initialH, initial_c: pass.initialC,
      lengths: pass.lengths, outputs: pass.outputs, kept: pass.kept)
  }
}
