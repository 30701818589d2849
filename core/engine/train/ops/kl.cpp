// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/kl.h"

namespace lapidary {

at::Tensor k1(const at::Tensor &logp, const at::Tensor &refLogp) {
    return logp - refLogp;
}

at::Tensor k2(const at::Tensor &logp, const at::Tensor &refLogp) {
    return (logp - refLogp).pow(2) / 2;
}

at::Tensor k3(const at::Tensor &logp, const at::Tensor &refLogp) {
    const at::Tensor less = refLogp - logp;
    return less.exp() - less - 1;
}

} // namespace lapidary
