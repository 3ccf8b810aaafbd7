// All kernels for one kind of processor in one precision.
#include "vectors.h"
#include "activations.h"
#include "panels.h"
#include "tiles.h"
#include "products.h"
#include "recurrent.h"
#include "classifier.h"
#include "updates.h"

const struct OF(unroll_kernels) OF_TABLE = {
    .packed_size = OF(packed_size),
    .pack = OF(pack),
    .multiply_packed = OF(multiply_packed),
    .multiply_scratch = OF(multiply_scratch),
    .multiply = OF(multiply),
    .exp = OF(exp_all),
    .tanh = OF(tanh_all),
    .sigmoid = OF(sigmoid_all),
    .kept_size = OF(kept_size),
    .forward_scratch = OF(forward_scratch),
    .backward_scratch = OF(backward_scratch),
    .forward = OF(forward),
    .backward = OF(backward),
    .classifier_scratch = OF(classifier_scratch),
    .packed_classes_size = OF(packed_classes_size),
    .pack_classes = OF(pack_classes),
    .classify = OF(classify),
    .sum_of_squares = OF(sum_of_squares_all),
    .update = OF(update_all),
};

#undef V
#undef I
#undef W
