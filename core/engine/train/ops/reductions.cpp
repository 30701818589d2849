// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/reductions.h"

namespace lapidary {

at::Tensor tokenMean(const at::Tensor &values_BT, const at::Tensor &mask_BT, double items) {
    return (values_BT * mask_BT).sum() / std::max(1.0, items);
}

at::Tensor localTokenMean(const at::Tensor &values_BT, const at::Tensor &mask_BT) {
    return (values_BT * mask_BT).sum() / mask_BT.sum().clamp_min(1.0);
}

at::Tensor sequenceMean(const at::Tensor &values_BT, const at::Tensor &mask_BT) {
    return ((values_BT * mask_BT).sum(1) / mask_BT.sum(1).clamp_min(1.0)).mean();
}

at::Tensor constantMean(const at::Tensor &values_BT, const at::Tensor &mask_BT, std::int64_t constant) {
    return (values_BT * mask_BT).sum() / static_cast<double>(mask_BT.size(0) * constant);
}

double maskedMean(const at::Tensor &values, const at::Tensor &mask) {
    return localTokenMean(values, mask).item<double>();
}

double correlationOf(const at::Tensor &x_N, const at::Tensor &y_N) {
    const at::NoGradGuard noGrad;
    const auto centred = [](const at::Tensor &all_N) {
        const at::Tensor wide_N = all_N.to(at::kDouble);
        return wide_N - wide_N.mean();
    };
    const at::Tensor x = centred(x_N), y = centred(y_N);
    const double scale = std::sqrt(x.square().sum().item<double>() * y.square().sum().item<double>());
    return scale > 0 ? (x * y).sum().item<double>() / scale : 0;
}

at::Tensor whiten(const at::Tensor &values, const at::Tensor &mask, bool shiftMean) {
    const at::Tensor count = mask.sum(), mean = (values * mask).sum() / count.clamp_min(1.0);
    const at::Tensor centred = (values - mean) * mask;
    const at::Tensor variance = centred.pow(2).sum() / (count - 1).clamp_min(1.0);
    const at::Tensor white = centred * (variance + 1e-8).rsqrt();
    return shiftMean ? white : white + mean * mask;
}

} // namespace lapidary
