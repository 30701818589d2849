// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/gguf_export.h"
#include "core/engine/model/gguf_sheet.h"
#include "core/gguf/changes.h"
#include "core/gguf/numbers.h"
#include "core/gguf/place.h"
#include "core/gguf/tokenizer_sheet.h"
#include "core/text/chat_template/chat_template.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace lapidary {
namespace {

/// What a file of this type says of itself, and the name of its matrices' blocks.
struct Type {
    std::string_view name;
    const char *blocks;
    int fileType;
};
constexpr Type kTypes[] = {{"f32", "F32", 0}, {"bf16", "BF16", 32}, {"q8_0", "Q8_0", 7}};

class Export {
public:
    Export(const Decoder &model, const gguf::Family &family, const Type &type)
        : model_(model), family_(family), type_(type) {}

    Status write(const fs::path &file, const GgufExport &wanted) {
        sheet_.text("general.architecture", family_.name);
        sheet_.text("general.type", "model");
        if (!wanted.name.empty()) sheet_.text("general.name", wanted.name);
        sheet_.whole("general.file_type", type_.fileType);
        sheet_.whole("general.quantization_version", 2);
        const auto ropes = putConfig(model_.config(), family_, sheet_);
        if (!ropes) return unexpected(ropes.error());
        if (auto ok = words(wanted.wordsFrom); !ok) return ok;
        small("rope_freqs.weight", ropes->frequencies);
        small("rope_factors_long.weight", ropes->longFactors);
        small("rope_factors_short.weight", ropes->shortFactors);
        for (const auto &[name, tensor] : model_.parameters())
            if (auto ok = add(name, tensor); !ok) return ok;
        return gguf::writeFile(file, sheet_, tensors_);
    }
    std::vector<Sentence> told{};

private:
    void small(const char *name, const std::vector<float> &numbers) {
        if (numbers.empty()) return;
        tensors_.push_back({name, gguf::blockKind("F32"), {std::ssize(numbers)}, [numbers](const ByteSink &sink) {
                                return sink(gguf::bytesAs("F32", numbers));
                            }});
    }

    /// Parameters are here as [out, in], whichever way round the family's files hold them: so are those of GGUF.
    Status add(const std::string &name, const at::Tensor &tensor) {
        const auto here = gguf::nameHere(family_, name);
        if (!here) return fail({.code = "export.gguf", .message = "GGUF has no name for this tensor", .field = name});
        const auto shape = tensor.sizes().vec();
        auto change = gguf::changeOf(family_, *here, shape.size());
        if (change == gguf::Change::Transposed) change = gguf::Change::None;
        const bool matrix = shape.size() == 2 && !here->starts_with("position_embd");
        const gguf::BlockKind *kind = gguf::blockKind(matrix ? type_.blocks : "F32");
        if (shape.back() % kind->numbers != 0) {
            kind = gguf::blockKind("F32");
            if (told.empty())
                told.push_back({"{0} has rows of {1} numbers, which are no whole blocks of Q8_0; it stays F32, as "
                                "others of this width.",
                                *here, shape.back()});
        }
        tensors_.push_back({*here, kind, shape, [tensor, change, kind, heads = headsOf(*here)](const ByteSink &sink) {
                                return stream(tensor, change, heads, *kind, sink);
                            }});
        return {};
    }

    std::int64_t headsOf(const std::string &here) const {
        return here.find(".attn_k.") == here.npos ? model_.config().heads : model_.config().kvHeads;
    }

    static Status stream(const at::Tensor &tensor, gguf::Change change, std::int64_t heads, const gguf::BlockKind &kind,
                         const ByteSink &sink) {
        const at::NoGradGuard noGrad;
        const std::int64_t rows = tensor.size(0), columns = tensor.numel() / rows;
        const std::int64_t part = gguf::isRowwise(change) ? std::max<std::int64_t>(1, (1 << 20) / columns) : rows;
        for (std::int64_t first = 0; first < rows; first += part) {
            const std::int64_t count = std::min(part, rows - first);
            const at::Tensor piece = tensor.detach().narrow(0, first, count).cpu().to(at::kFloat).contiguous();
            const float *begin = piece.const_data_ptr<float>();
            const auto numbers = gguf::toHere(change, {begin, begin + piece.numel()}, count, columns, heads);
            if (auto ok = sink(gguf::bytesAs(kind.name, numbers)); !ok) return ok;
        }
        return {};
    }

    Status words(const fs::path &from) {
        if (from.empty() || !Tokenizer::isIn(from)) {
            sheet_.text("tokenizer.ggml.model", "none");
            told.push_back(Sentence("The model has no tokenizer: the file takes ids and no text."));
            return {};
        }
        if (!hasModelFile(from, "tokenizer.json")) {
            sheet_.text("tokenizer.ggml.model", "none");
            told.push_back(
                Sentence("The tokenizer is a tokenizer.model, which is not written into GGUF files: the file takes ids "
                         "and no text."));
            return templates(from);
        }
        const auto json = readModelFile(from, "tokenizer.json", 512ull << 20);
        if (!json) return unexpected(json.error());
        const auto tokenizer = Tokenizer::load(from);
        if (!tokenizer) return unexpected(tokenizer.error());
        const auto sample = tokenizer->encode("a", true);
        if (!sample) return unexpected(sample.error());
        const auto around = [&](std::optional<std::int32_t> id, bool first) {
            return id && sample->ids.size() > 1 && (first ? sample->ids.front() : sample->ids.back()) == *id;
        };
        const auto reason = gguf::putTokenizer({.json = *json,
                                                .rows = model_.config().vocabSize,
                                                .bos = tokenizer->bosId(),
                                                .eos = tokenizer->eosId(),
                                                .pad = tokenizer->padId(),
                                                .idOf = [&](const std::string &text) { return tokenizer->idOf(text); },
                                                .addBos = around(tokenizer->bosId(), true),
                                                .addEos = around(tokenizer->eosId(), false)},
                                               sheet_);
        if (!reason) return unexpected(reason.error());
        if (*reason) told.push_back({"{0}: llama.cpp takes ids of this file and no text.", **reason});
        return templates(from);
    }

    Status templates(const fs::path &from) {
        const auto chat = ChatTemplate::load(from);
        if (!chat) return chat.error().code == "template.missing" ? Status{} : unexpected(chat.error());
        for (const auto &name : chat->names())
            sheet_.text("tokenizer.chat_template" + (name == "default" ? "" : "." + name), chat->find(name)->source());
        return {};
    }

    const Decoder &model_;
    const gguf::Family &family_;
    const Type &type_;
    gguf::Sheet sheet_{};
    std::vector<gguf::TensorOut> tensors_{};
};

} // namespace

Result<std::vector<Sentence>> saveGguf(const Decoder &model, const fs::path &file, const GgufExport &wanted) {
    const auto type =
        std::find_if(std::begin(kTypes), std::end(kTypes), [&](const Type &each) { return each.name == wanted.type; });
    if (type == std::end(kTypes))
        return fail({.code = "export.gguf",
                     .message = "a GGUF file is not written with numbers of this type",
                     .field = "type",
                     .found = wanted.type,
                     .expected = "f32, bf16 or q8_0"});
    const auto family = ggufFamilyOf(model.config());
    if (!family) return unexpected(family.error());
    Export out(model, **family, *type);
    if (auto written = out.write(file, wanted); !written) return unexpected(written.error());
    return std::move(out.told);
}

} // namespace lapidary
