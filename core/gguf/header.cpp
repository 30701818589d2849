// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/header.h"
#include "core/base/checked.h"
#include "core/base/utf8.h"
#include "core/gguf/cursor.h"
#include <algorithm>
#include <bit>
#include <set>

namespace lapidary::gguf {
namespace {

constexpr std::uint64_t kMostTensors = 1 << 20, kMostKeys = 1 << 16, kMostValues = 1 << 24, kLongestName = 4096,
                        kLongestKey = 65535, kLongestText = 64 << 20, kMostText = 512 << 20,
                        kLargestAlignment = 1 << 16;
constexpr std::uint32_t kMostDimensions = 4, kArray = 9, kText = 8;
constexpr int kDeepest = 4;

/// Bytes of one value of a type of metadata; 0: unknown. A text has eight bytes of length, an array twelve of type and
/// count.
constexpr std::uint64_t kSizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 8, 12, 8, 8, 8};

class Parser {
public:
    explicit Parser(Cursor cursor) : in_(std::move(cursor)) {}

    Result<Header> parse() {
        if (auto ok = begin(); !ok) return unexpected(ok.error());
        const auto tensors = count(worded("tensors"), kMostTensors, 24), keys = count(worded("keys"), kMostKeys, 13);
        if (!tensors) return unexpected(tensors.error());
        if (!keys) return unexpected(keys.error());
        for (std::uint64_t i = 0; i < *keys; ++i)
            if (auto ok = pair(); !ok) return unexpected(ok.error());
        if (auto ok = alignment(); !ok) return unexpected(ok.error());
        for (std::uint64_t i = 0; i < *tensors; ++i)
            if (auto ok = tensor(); !ok) return unexpected(ok.error());
        if (auto ok = places(); !ok) return unexpected(ok.error());
        return std::move(out_);
    }

private:
    Error error(std::string code, Sentence message, std::string field = {}, Sentence found = {},
                Sentence expected = {}) const {
        return {.code = "gguf." + std::move(code),
                .message = std::move(message),
                .file = in_.path(),
                .offset = static_cast<std::int64_t>(in_.at()),
                .field = std::move(field),
                .found = std::move(found),
                .expected = std::move(expected)};
    }

    Status begin() {
        const auto magic = in_.value<std::uint32_t>();
        if (!magic || *magic != 0x4655'4747u) // "GGUF"
            return fail(error("not_gguf", "this is no GGUF file", {}, {}, "a file that begins with the letters GGUF"));
        const auto version = in_.value<std::uint32_t>();
        if (!version) return unexpected(version.error());
        out_.version = *version;
        if (*version == 2 || *version == 3) return {};
        Error problem =
            error("version", "this version of the format is not read", {}, std::to_string(*version), "2 or 3");
        if (const auto turned = __builtin_bswap32(*version); turned >= 1 && turned <= 3) {
            problem.message = "this file is big-endian, which is not read";
            problem.found = {"version {0} with its bytes the other way round", turned};
            problem.expected = "a little-endian file";
        }
        problem.remedy = "Fetch the model in a newer file, or convert it anew where it came from.";
        return fail(problem);
    }

    /// A number of things of at least `each` bytes.
    Result<std::uint64_t> count(const char *what, std::uint64_t most, std::uint64_t each) {
        auto number = in_.value<std::uint64_t>();
        if (!number) return number;
        if (*number > most || *number > in_.left() / each)
            return fail(error("bad_count", {"the file claims to have more {0} than it can hold", what}, {},
                              std::to_string(*number), {"at most {0}", std::min(most, in_.left() / each)}));
        return number;
    }

    Result<std::string> name(const char *what, std::uint64_t longest) {
        auto text = in_.text(longest);
        if (!text) return text;
        if (text->empty()) return fail(error("bad_name", {"the name of a {0} is empty", what}));
        if (utf8::firstInvalid(*text) != std::string_view::npos)
            return fail(error("bad_name", {"the name of a {0} is not UTF-8", what}, shown(*text)));
        return text;
    }

    Status pair() {
        const auto key = name(worded("key"), kLongestKey);
        if (!key) return unexpected(key.error());
        const auto type = in_.value<std::uint32_t>();
        if (!type) return unexpected(type.error());
        auto read = value(*type, *key, 0);
        if (!read) return unexpected(read.error());
        if (!out_.metadata.emplace(*key, std::move(*read)).second)
            return fail(error("duplicate", "a key stands in the file twice", shown(*key)));
        return {};
    }

    template <class T, class As = T> Result<Json> number() {
        const auto read = in_.value<T>();
        return read ? Result<Json>(Json(static_cast<As>(*read))) : unexpected(read.error());
    }

    Result<Json> value(std::uint32_t type, const std::string &key, int depth) {
        switch (type) {
        case 0:
            return number<std::uint8_t, std::uint64_t>();
        case 1:
            return number<std::int8_t, std::int64_t>();
        case 2:
            return number<std::uint16_t, std::uint64_t>();
        case 3:
            return number<std::int16_t, std::int64_t>();
        case 4:
            return number<std::uint32_t, std::uint64_t>();
        case 5:
            return number<std::int32_t, std::int64_t>();
        case 6:
            return number<float, double>();
        case 7:
            return truth(key);
        case kText:
            return text();
        case kArray:
            return array(key, depth + 1);
        case 10:
            return number<std::uint64_t>();
        case 11:
            return number<std::int64_t>();
        case 12:
            return number<double>();
        default:
            return fail(error("bad_type", "a value of a type that the format does not have", shown(key),
                              std::to_string(type), "0 to 12"));
        }
    }

    Result<Json> truth(const std::string &key) {
        const auto byte = in_.value<std::uint8_t>();
        if (!byte) return unexpected(byte.error());
        if (*byte > 1)
            return fail(error("bad_value", "a truth value is neither 0 nor 1", shown(key), std::to_string(*byte)));
        return Json(*byte == 1);
    }

    Result<Json> text() {
        auto read = in_.text(kLongestText);
        if (!read) return unexpected(read.error());
        textBytes_ += read->size();
        if (textBytes_ > kMostText)
            return fail(error("too_large", "the texts of the header are larger than any model's", {},
                              {"{0} bytes", textBytes_}, {"at most {0}", kMostText}));
        return Json(std::move(*read));
    }

    Result<Json> array(const std::string &key, int depth) {
        const auto type = in_.value<std::uint32_t>();
        if (!type) return unexpected(type.error());
        if (*type >= std::size(kSizes))
            return fail(error("bad_type", "an array of a type that the format does not have", shown(key),
                              std::to_string(*type), "0 to 12"));
        if (depth > kDeepest)
            return fail(error("too_deep", "arrays stand inside of each other too deep", shown(key), {},
                              {"at most {0} levels", kDeepest}));
        const auto length = in_.value<std::uint64_t>();
        if (!length) return unexpected(length.error());
        values_ = std::min(values_, kMostValues) + std::min(*length, kMostValues + 1);
        if (values_ > kMostValues || *length > in_.left() / kSizes[*type])
            return fail(error("bad_count", "an array claims to have more values than it can hold", shown(key),
                              std::to_string(*length), {"at most {0}", in_.left() / kSizes[*type]}));
        Json out = Json::array();
        out.get_ref<Json::array_t &>().reserve(*length);
        for (std::uint64_t i = 0; i < *length; ++i) {
            auto each = value(*type, key, depth);
            if (!each) return each;
            out.push_back(std::move(*each));
        }
        return out;
    }

    Status alignment() {
        const auto given = out_.metadata.find("general.alignment");
        if (given == out_.metadata.end()) return {};
        const bool good = given->second.is_number_unsigned() &&
                          given->second.get<std::uint64_t>() <= kLargestAlignment &&
                          std::has_single_bit(given->second.get<std::uint64_t>());
        if (!good)
            return fail(error("bad_alignment", "the alignment has no sensible value", "general.alignment",
                              dumpJson(given->second).substr(0, 40), {"a power of two up to {0}", kLargestAlignment}));
        out_.alignment = given->second.get<std::uint64_t>();
        return {};
    }

    Status tensor() {
        const auto named = name(worded("tensor"), kLongestName);
        if (!named) return unexpected(named.error());
        if (!names_.insert(*named).second)
            return fail(error("duplicate", "a tensor stands in the file twice", shown(*named)));
        Tensor tensor{.name = *named};
        const auto dimensions = in_.value<std::uint32_t>();
        if (!dimensions) return unexpected(dimensions.error());
        if (*dimensions < 1 || *dimensions > kMostDimensions)
            return fail(error("bad_shape", "a tensor has no sensible number of dimensions", shown(*named),
                              std::to_string(*dimensions), "1 to 4"));
        for (std::uint32_t i = 0; i < *dimensions; ++i) {
            const auto size = in_.value<std::uint64_t>();
            if (!size) return unexpected(size.error());
            if (*size < 1 || *size > INT64_MAX)
                return fail(error("bad_shape", "a size of a tensor is no sensible number", shown(*named),
                                  std::to_string(*size), {"1 to {0}", INT64_MAX}));
            tensor.shape.insert(tensor.shape.begin(), static_cast<std::int64_t>(*size));
        }
        const auto type = in_.value<std::uint32_t>();
        if (!type) return unexpected(type.error());
        tensor.kind = blockKind(*type);
        if (!tensor.kind) return fail(unread(*named, *type));
        const auto offset = in_.value<std::uint64_t>();
        if (!offset) return unexpected(offset.error());
        return placed(std::move(tensor), *offset);
    }

    Error unread(const std::string &name, std::uint32_t type) const {
        Error problem = error("unknown_type", "the numbers of this tensor are packed in a way that is not read",
                              shown(name), typeName(type), readableTypes());
        problem.remedy = "Fetch the same model as Q8_0, Q6_K, Q5_K_M or Q4_K_M, or pack it anew as one of these.";
        return problem;
    }

    /// `offset`: from where the data begins, which is known when all tensors are.
    Status placed(Tensor tensor, std::uint64_t offset) {
        std::optional<std::uint64_t> numbers = 1;
        for (const auto size : tensor.shape)
            numbers = numbers ? checkedMul(*numbers, static_cast<std::uint64_t>(size)) : std::nullopt;
        const auto bytes = numbers ? checkedMul(*numbers, tensor.kind->bytes) : std::nullopt;
        const auto block = static_cast<std::uint64_t>(tensor.kind->numbers);
        const auto end = bytes ? checkedAdd(*bytes / block, offset) : std::nullopt;
        if (!end || *end > INT64_MAX)
            return fail(
                error("size_overflow", "the sizes of a tensor multiply to more than 64 bits", shown(tensor.name)));
        if (static_cast<std::uint64_t>(tensor.shape.back()) % block != 0)
            return fail(error("bad_shape", "rows of a packed tensor are no whole number of blocks", shown(tensor.name),
                              {"{0} columns", tensor.shape.back()},
                              {"a multiple of {0} for {1}", block, tensor.kind->name}));
        if (offset % out_.alignment != 0)
            return fail(error("bad_offset", "a tensor does not begin at a multiple of the alignment",
                              shown(tensor.name), std::to_string(offset), {"a multiple of {0}", out_.alignment}));
        tensor.begin = offset;
        tensor.end = *end;
        out_.tensors.push_back(std::move(tensor));
        return {};
    }

    Status places() {
        const std::uint64_t data = (in_.at() + out_.alignment - 1) / out_.alignment * out_.alignment;
        std::vector<const Tensor *> order;
        for (auto &tensor : out_.tensors) {
            if (data > in_.size() || tensor.end > in_.size() - data) return fail(cutOff(tensor, data));
            tensor.begin += data;
            tensor.end += data;
            order.push_back(&tensor);
        }
        std::sort(order.begin(), order.end(), [](auto a, auto b) { return a->begin < b->begin; });
        for (std::size_t i = 1; i < order.size(); ++i)
            if (order[i]->begin < order[i - 1]->end)
                return fail(error("overlap", "two tensors lie over each other", shown(order[i]->name),
                                  {"it begins at {0}", order[i]->begin},
                                  {"{0}, where {1} ends", order[i - 1]->end, shown(order[i - 1]->name)}));
        return {};
    }

    Error cutOff(const Tensor &tensor, std::uint64_t data) const {
        Error problem = error("cut_off", "a tensor reaches past the end of the file", shown(tensor.name),
                              {"{0} bytes in the file", in_.size()}, {"at least {0}", data + tensor.end});
        problem.offset = -1;
        problem.remedy = "The download was not finished, or the file is damaged. Fetch it anew.";
        return problem;
    }

    Cursor in_;
    Header out_{};
    std::set<std::string> names_{};
    std::uint64_t values_ = 0, textBytes_ = 0;
};

} // namespace

std::string shown(const std::string &name) {
    std::string text =
        Json(name.substr(0, 120)).dump(-1, ' ', true, Json::error_handler_t::replace); // all but ASCII as \\uXXXX
    return name.size() > 120 ? text + "…" : text;
}

Result<Header> parseHeader(std::span<const std::byte> file, const std::string &path) {
    return Parser(Cursor(file.size(), path,
                         [file](std::uint64_t offset, std::span<std::byte> into) -> Status {
                             std::memcpy(into.data(), file.data() + offset, into.size());
                             return {};
                         }))
        .parse();
}

Result<Header> readHeader(const FileReader &file) {
    return Parser(
               Cursor(file.size(), file.path().string(),
                      [&file](std::uint64_t offset, std::span<std::byte> into) { return file.readAt(offset, into); }))
        .parse();
}

} // namespace lapidary::gguf
