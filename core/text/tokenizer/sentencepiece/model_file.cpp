// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/sentencepiece/model_file.h"
#include "core/base/utf8.h"
#include "core/text/tokenizer/normalizers/charsmap.h"
#include "core/text/tokenizer/ranks/ranks.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <unordered_set>

namespace lapidary::sentencepiece {
namespace {

constexpr std::size_t kMostPieces = 1 << 24, kLongestPiece = 8000;

Error bad(const std::string &file, Sentence message, std::string field = {}, Sentence found = {},
          Sentence expected = {}) {
    return {.code = "tokenizer.bad_model",
            .message = std::move(message),
            .file = file,
            .field = std::move(field),
            .found = std::move(found),
            .expected = std::move(expected)};
}

/// One field of a protobuf message: a number, or bytes that may be a message again.
struct Field {
    std::uint64_t number = 0;
    std::uint64_t value = 0;
    std::string_view bytes;
    bool isBytes = false;
};

/// Walks the fields of one message.
class Wire {
public:
    Wire(std::string_view bytes, std::size_t base, const std::string &file) : bytes_(bytes), base_(base), file_(file) {}

    Status forEach(const std::function<Status(const Field &, std::size_t base)> &see) {
        while (at_ < bytes_.size()) {
            std::uint64_t tag = 0;
            Field field;
            if (!varint(tag) || tag >> 3 == 0 || tag >> 32 != 0) return broken();
            field.number = tag >> 3;
            std::uint64_t size = 0;
            switch (tag & 7) {
            case 0:
                if (!varint(field.value)) return broken();
                break;
            case 1:
            case 5:
                if (!fixed((tag & 7) == 1 ? 8 : 4, field.value)) return broken();
                break;
            case 2:
                if (!varint(size) || size > bytes_.size() - at_) return broken();
                field.bytes = bytes_.substr(at_, size);
                field.isBytes = true;
                at_ += size;
                break;
            default:
                return broken();
            }
            if (auto ok = see(field, base_ + at_ - field.bytes.size()); !ok) return ok;
        }
        return {};
    }

private:
    bool varint(std::uint64_t &out) {
        out = 0;
        for (int shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            out |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return true;
        }
        return false;
    }
    bool fixed(std::size_t size, std::uint64_t &out) {
        if (size > bytes_.size() - at_) return false;
        for (std::size_t i = 0; i < size; ++i)
            out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ + i])) << (8 * i);
        at_ += size;
        return true;
    }
    Status broken() const {
        Error error = bad(file_, "the file is cut, or no SentencePiece model", {}, {}, "fields of a protobuf message");
        error.offset = static_cast<std::int64_t>(base_ + at_);
        error.remedy = "Take the whole file from where the model came from.";
        return fail(std::move(error));
    }

    std::string_view bytes_;
    std::size_t base_, at_ = 0;
    const std::string &file_;
};

class Reader {
public:
    Reader(ModelFile &out, const std::string &file) : out_(out), file_(file) {}

    Status run(std::string_view bytes) {
        return Wire(bytes, 0, file_).forEach([&](const Field &field, std::size_t base) -> Status {
            if (!field.isBytes || field.number > 5 || field.number == 4)
                return {}; // 4: the library's samples for testing itself
            if (field.number == 1 && out_.entries.size() >= kMostPieces)
                return fail(bad(file_, "the file has too many pieces", "pieces", "more than 16777216"));
            if (field.number == 1) out_.entries.emplace_back();
            return Wire(field.bytes, base, file_).forEach([&](const Field &inner, std::size_t) {
                return take(field.number, inner);
            });
        });
    }

private:
    Status take(std::uint64_t message, const Field &field) {
        switch (message) {
        case 1:
            return takePiece(field);
        case 2:
            return takeTrainer(field);
        case 3:
            return takeNormalizer(field);
        default: // rules that are applied to what is decoded
            if (field.number != 2 || field.bytes.empty()) return {};
            return fail(bad(file_, "rules for decoded text are not supported", "denormalizer_spec",
                            {"{0} bytes", field.bytes.size()}, "none"));
        }
    }

    Status takePiece(const Field &field) {
        Entry &entry = out_.entries.back();
        if (field.number == 1) entry.text = field.bytes;
        if (field.number == 2) entry.score = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
        if (field.number != 3) return {};
        if (field.isBytes || field.value < 1 || field.value > 6)
            return fail(bad(file_, "a piece is of a kind that is not known",
                            "pieces/" + std::to_string(out_.entries.size() - 1), std::to_string(field.value),
                            "1 to 6"));
        entry.kind = static_cast<Kind>(field.value);
        return {};
    }

    Status takeTrainer(const Field &field) {
        const auto text = [&](std::string &into) { into = field.bytes; };
        switch (field.number) {
        case 3:
            if (field.value != 1 && field.value != 2)
                return fail({.code = "tokenizer.unknown_part",
                             .message = "this kind of SentencePiece model is not supported",
                             .file = file_,
                             .field = "trainer_spec.model_type",
                             .found = field.value == 3   ? "words"
                                      : field.value == 4 ? "characters"
                                                         : std::to_string(field.value),
                             .expected = "unigram or BPE"});
            out_.algorithm = static_cast<Algorithm>(field.value);
            break;
        case 24:
            out_.blanksBehind = field.value != 0;
            break;
        case 35:
            out_.byteFallback = field.value != 0;
            break;
        case 44:
            text(out_.unknownSurface);
            break;
        case 46:
            text(out_.bos);
            break;
        case 47:
            text(out_.eos);
            break;
        case 48:
            text(out_.pad);
            break;
        default:
            break;
        }
        return {};
    }

    Status takeNormalizer(const Field &field) {
        switch (field.number) {
        case 2:
            out_.charsmap = field.bytes;
            break;
        case 3:
            out_.addDummyPrefix = field.value != 0;
            break;
        case 4:
            out_.removeExtraBlanks = field.value != 0;
            break;
        case 5:
            out_.escapeBlanks = field.value != 0;
            break;
        default:
            break;
        }
        return {};
    }

    ModelFile &out_;
    const std::string &file_;
};

/// What is no model at all gets a sentence of its own.
std::optional<Error> foreign(std::string_view bytes, const std::string &file) {
    const std::string_view line = bytes.substr(0, std::min<std::size_t>(bytes.find('\n'), 200));
    if (bytes.empty()) return bad(file, "the file is empty");
    Error error = bad(file, "this is no SentencePiece model", {}, {}, "a SentencePiece model");
    if (line.starts_with("version https://git-lfs")) {
        error.found = "a Git LFS pointer";
        error.remedy = "Fetch the real file with git lfs pull.";
        return error;
    }
    if (!ranks::isRankFile(bytes)) return std::nullopt;
    error.found = "a list of tiktoken's ranks";
    error.remedy = "Name it after its encoding, as cl100k_base.tiktoken, or add the tokenizer.json of the same model.";
    return error;
}

/// What the library asks of the pieces, and that they are text.
Status check(ModelFile &model, const std::string &file) {
    std::unordered_set<std::string_view> normal, reserved;
    std::array<bool, 256> bytes{};
    const auto refuse = [&](std::size_t id, Sentence message, Sentence expected = {}) {
        return fail(bad(file, std::move(message), "pieces/" + std::to_string(id),
                        utf8::sanitize(model.entries[id].text.substr(0, 60)), std::move(expected)));
    };
    if (model.entries.empty()) return fail(bad(file, "the file has no pieces", "pieces"));
    for (std::size_t id = 0; id < model.entries.size(); ++id) {
        const auto &[text, score, kind] = model.entries[id];
        if (text.empty() || text.size() >= kLongestPiece || text.find('\0') != std::string::npos ||
            utf8::firstInvalid(text) != std::string::npos)
            return refuse(id, "a piece is no text", "1 to 7999 bytes of UTF-8 without NUL");
        if (!std::isfinite(score)) return refuse(id, "the score of a piece is not a finite number");
        if (!(isOrdinary(kind) ? normal : reserved).insert(text).second)
            return refuse(id, "a piece occurs twice", "each piece once");
        if (kind == Kind::Unknown && model.unknown >= 0) return refuse(id, "there are two unknown pieces", "one");
        if (kind == Kind::Unknown) model.unknown = static_cast<std::int32_t>(id);
        if (kind != Kind::Byte) continue;
        const auto byte = byteOfName(text);
        if (!byte || !model.byteFallback)
            return refuse(id, "a piece for a byte that cannot be one",
                          "<0x00> to <0xFF> in a model with byte_fallback");
        bytes[*byte] = true;
    }
    if (model.unknown < 0)
        return fail(bad(file, "there is no piece for what is unknown", "pieces", {}, "one of the kind UNKNOWN"));
    if (model.byteFallback && !std::all_of(bytes.begin(), bytes.end(), [](bool there) { return there; }))
        return fail(
            bad(file, "the model spells with bytes, but not every byte has a piece", "pieces", {}, "<0x00> to <0xFF>"));
    for (const auto &[name, text] : {std::pair{"unk_surface", &model.unknownSurface},
                                     {"bos_piece", &model.bos},
                                     {"eos_piece", &model.eos},
                                     {"pad_piece", &model.pad}})
        if (utf8::firstInvalid(*text) != std::string::npos)
            return fail(bad(file, "not UTF-8", std::string("trainer_spec.") + name));
    if (!model.charsmap.empty() && !Charsmap::parse(model.charsmap))
        return fail(bad(file, "the rules of normalisation are cut, or lie about their size",
                        "normalizer_spec.precompiled_charsmap"));
    return {};
}

} // namespace

std::optional<unsigned char> byteOfName(std::string_view name) {
    if (name.size() != 6 || !name.starts_with("<0x") || name.back() != '>') return std::nullopt;
    unsigned value = 0;
    for (const char c : name.substr(3, 2)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return std::nullopt;
        value = value << 4 | static_cast<unsigned>(digit);
    }
    return static_cast<unsigned char>(value);
}

Result<ModelFile> parseModelFile(std::string_view bytes, const std::string &file) {
    if (auto other = foreign(bytes, file)) return fail(std::move(*other));
    ModelFile model;
    if (auto ok = Reader(model, file).run(bytes); !ok) return unexpected(ok.error());
    if (auto ok = check(model, file); !ok) return unexpected(ok.error());
    return model;
}

} // namespace lapidary::sentencepiece
