// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/pretrain.h"
#include <algorithm>

namespace lapidary {

const Described<PretrainConfig> &PretrainConfig::described() {
    static const auto d = Described<PretrainConfig>().include(SftConfig::described(), &PretrainConfig::sft);
    return d;
}

namespace {

const MethodInfo &pretrainMethod() {
    static const MethodInfo method = [] {
        MethodInfo own = sftMethod();
        own.name = "pretrain";
        own.summary = "Training from random weights";
        own.version = 2; // packing fills rows of max_length with all the data, not with the rows of a batch
        own.spec = PretrainConfig::described().spec();
        own.inputs[0] = {.name = "policy",
                         .trained = true,
                         .fresh = true,
                         .effect = "a folder with config.json and a tokenizer; weights in it are not read"};
        own.inputs[1] = {.name = "train", .what = Artifact::Rows, .layout = "text", .effect = "the texts to learn"};
        std::find_if(own.inputs.begin(), own.inputs.end(), [](const Port &port) {
            return port.name == heldOutPort({}).name;
        })->layout = "text";
        return own;
    }();
    return method;
}

} // namespace

AlgorithmInfo pretrainInfo() {
    return {.info = pretrainMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = PretrainConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeSft(std::move(read->sft));
            },
            .pureLoss = sftPureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
