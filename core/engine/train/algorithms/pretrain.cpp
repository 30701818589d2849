// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/pretrain.h"

namespace lapidary {

const Described<PretrainConfig> &PretrainConfig::described() {
    static const auto d = Described<PretrainConfig>().include(SftConfig::described(), &PretrainConfig::sft);
    return d;
}

AlgorithmInfo pretrainInfo() {
    return {.name = "pretrain",
            .summary = "Training from random weights",
            .data = "text",
            .spec = []() -> const ConfigSpec & { return PretrainConfig::described().spec(); },
            .metrics = sftInfo().metrics,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = PretrainConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeSft(std::move(read->sft));
            },
            .pureLoss = sftPureLoss};
}

} // namespace lapidary
