// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/header.h"
#include "core/gguf/tokenizer.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

namespace {

std::vector<float> unpacked(std::string_view bytes, const gguf::Tensor &tensor) {
    const auto data = std::as_bytes(std::span(bytes)).subspan(tensor.begin, tensor.end - tensor.begin);
    std::vector<float> numbers(data.size() / tensor.kind->bytes * static_cast<std::size_t>(tensor.kind->numbers));
    gguf::readBlocks(*tensor.kind, data, numbers.data());
    return numbers;
}

template <class T> void mustBeTold(const Result<T> &result) {
    promise(result || (!result.error().code.empty() && !describe(result.error()).empty()));
}

} // namespace

/// What is believed lies inside the file, and what is made of it (config, words, numbers) is whole or told.
void gguf(std::string_view bytes) {
    const auto header = lapidary::gguf::parseHeader(std::as_bytes(std::span(bytes)), "x");
    mustBeTold(header);
    if (!header) return;
    for (const auto &tensor : header->tensors) {
        promise(tensor.kind && tensor.begin <= tensor.end && tensor.end <= bytes.size() && !tensor.shape.empty());
        std::uint64_t numbers = 1;
        for (const auto size : tensor.shape) numbers *= static_cast<std::uint64_t>(size);
        promise(unpacked(bytes, tensor).size() == numbers);
    }
    lapidary::gguf::Contents contents{.path = "x", .metadata = header->metadata, .tensors = header->tensors};
    contents.read = [bytes](const lapidary::gguf::Tensor &tensor) -> Result<std::vector<float>> {
        return unpacked(bytes, tensor);
    };
    const auto config = lapidary::gguf::configOf(contents);
    mustBeTold(config);
    if (config) promise(parseJson(dumpJson(*config), {.depth = 8}).has_value());
    promise(lapidary::gguf::generationOf(contents).is_object());
    mustBeTold(lapidary::gguf::tokenizerConfigOf(contents));
    if (!lapidary::gguf::hasTokenizer(contents)) return;
    const auto words = lapidary::gguf::tokenizerOf(contents);
    mustBeTold(words);
    if (words) mustBeTold(Tokenizer::parse(*words));
}

} // namespace lapidary::fuzz
