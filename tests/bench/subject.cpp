// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/subject.h"
#include <cstdlib>
#include <stdexcept>

namespace lapidary::bench {

namespace {

struct Shape {
    const char *name, *architecture, *type;
    std::int64_t vocabulary, hidden, layers, heads, kvHeads, inner;
};

constexpr Shape kShapes[] = {
    {"starter5m", "LlamaForCausalLM", "llama", 4096, 256, 6, 4, 2, 704},
    {"smol135", "LlamaForCausalLM", "llama", 49152, 576, 30, 9, 3, 1536},
    {"qwen05", "Qwen2ForCausalLM", "qwen2", 151936, 896, 24, 14, 2, 4864},
};

const fs::path kStarter = LAPIDARY_SOURCE "/resources/starter";

Json configOf(const Shape &shape) {
    return {{"architectures", Json::array({shape.architecture})},
            {"model_type", shape.type},
            {"vocab_size", shape.vocabulary},
            {"hidden_size", shape.hidden},
            {"intermediate_size", shape.inner},
            {"num_hidden_layers", shape.layers},
            {"num_attention_heads", shape.heads},
            {"num_key_value_heads", shape.kvHeads},
            {"hidden_act", "silu"},
            {"max_position_embeddings", 2048},
            {"rms_norm_eps", 1e-5},
            {"rope_theta", 10000.0},
            {"tie_word_embeddings", true},
            {"bos_token_id", 1},
            {"eos_token_id", 2},
            {"pad_token_id", 0}};
}

/// Seed 1: every call of one build measures the same weights.
Status write(const Shape &shape, const fs::path &folder) {
    if (!fs::exists(kStarter / "tokenizer.json"))
        return fail({.code = "bench.no_starter",
                     .message = "the shipped starter, whose tokenizer a shape takes, is not where it was built from",
                     .file = kStarter.string()});
    auto config = parseModelConfig(configOf(shape), shape.name);
    if (!config) return unexpected(config.error());
    Decoder model(std::move(*config), Placement{});
    model.initialise(1);
    return saveModel(model, folder, kStarter);
}

/// "float32" as config.json spells it is "f32" where a model is named.
std::string shortName(const std::string &dtype) {
    if (dtype == "float32") return "f32";
    if (dtype == "bfloat16") return "bf16";
    if (dtype == "float16") return "f16";
    return dtype;
}

Result<fs::path> folderOf(const Settings &settings, std::unique_ptr<Workspace> &made) {
    if (!settings.model.empty()) return fs::absolute(settings.model);
    if (settings.shape.empty()) return kStarter;
    for (const Shape &shape : kShapes) {
        if (shape.name != settings.shape) continue;
        made = std::make_unique<Workspace>();
        const fs::path folder = made->path() / shape.name;
        if (auto ok = write(shape, folder); !ok) return unexpected(ok.error());
        return folder;
    }
    return fail({.code = "bench.unknown_shape",
                 .message = "unknown shape",
                 .field = "--shape",
                 .found = settings.shape,
                 .expected = "starter5m, smol135 or qwen05"});
}

} // namespace

Workspace::Workspace() {
    std::string name = (fs::temp_directory_path() / "lapidary-bench-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder " + name);
    path_ = name;
}

Workspace::~Workspace() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Result<std::unique_ptr<Decoder>> Subject::load() const {
    return loadModel({.path = folder.string(), .dtype = dtype, .device = placement.device.str()});
}

std::vector<std::string> shapeNames() {
    std::vector<std::string> out;
    for (const Shape &shape : kShapes) out.emplace_back(shape.name);
    return out;
}

Result<Subject> openSubject(const Settings &settings) {
    Subject subject;
    auto folder = folderOf(settings, subject.made);
    if (!folder) return unexpected(folder.error());
    subject.folder = std::move(*folder);
    subject.name = subject.folder.filename().string();
    subject.dtype = shortName(settings.dtype);
    auto config = readModelConfig(subject.folder);
    if (!config) return unexpected(config.error());
    subject.config = std::move(*config);
    auto placement = placementOf(settings.device, subject.dtype == kInt8 ? "f32" : subject.dtype);
    if (!placement) return unexpected(placement.error());
    subject.placement = *placement;
    return subject;
}

} // namespace lapidary::bench
