// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/safetensors.h"
#include "core/base/checked.h"
#include "core/base/json.h"
#include "core/base/utf8.h"
#include "core/data/formats/tensor_names.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace lapidary {
namespace {

constexpr std::uint64_t kLargestHeader = 100'000'000;
constexpr std::size_t kMostTensors = 1'000'000, kMostDimensions = 8, kLongestName = 4096;

const std::map<std::string, unsigned> kBits = {
    {"BOOL", 8}, {"U8", 8},    {"I8", 8},   {"F8_E4M3", 8}, {"F8_E5M2", 8}, {"F8_E8M0", 8}, {"I16", 16}, {"U16", 16},
    {"F16", 16}, {"BF16", 16}, {"I32", 32}, {"U32", 32},    {"F32", 32},    {"I64", 64},    {"U64", 64}, {"F64", 64}};

/// Control characters and bidi overrides never reach a terminal or a label as they are.
std::string shown(const std::string &name) {
    std::string text =
        Json(name.substr(0, 120)).dump(-1, ' ', true, Json::error_handler_t::replace); // all but ASCII as \\uXXXX
    return name.size() > 120 ? text + "…" : text;
}

/// The eight bytes that a file begins with.
std::uint64_t headerLength(std::string_view file) {
    std::uint64_t length = 0;
    for (unsigned i = 0; i < 8; ++i)
        length |= static_cast<std::uint64_t>(static_cast<unsigned char>(file[i])) << (8 * i);
    return length;
}

class Parser {
public:
    /// `head`: at least the header of a file of `size` bytes, or all of it.
    Parser(std::string_view head, std::uint64_t size, std::string path)
        : head_(head), size_(size), path_(std::move(path)) {}

    Result<SafetensorsHeader> parse() {
        if (auto known = recognise(); !known) return unexpected(known.error());
        const auto text = headerText();
        if (!text) return unexpected(text.error());
        // Counted before anything is built: a header of five million entries would take gigabytes as a value.
        if (const auto entries = static_cast<std::size_t>(std::count(text->begin(), text->end(), '{'));
            entries > kMostTensors + 2)
            return fail(error("too_many_tensors", "more tensors than any model has", {}, std::to_string(entries - 1),
                              {"at most {0}", kMostTensors}));
        const auto json = parseJson(*text, {.depth = 4}, path_);
        if (!json) {
            Error error = json.error();
            error.code = error.code == "json.duplicate_key" ? "safetensors.duplicate" : "safetensors.header_not_json";
            error.offset += 8;
            return fail(error);
        }
        if (!json->is_object())
            return fail(
                error("header_not_json", "the header is not a JSON object", {}, json->type_name(), "an object"));
        for (const auto &[name, entry] : json->items()) {
            auto ok = name == "__metadata__" ? metadata(entry) : tensor(name, entry);
            if (!ok) return unexpected(ok.error());
        }
        return contiguous();
    }

private:
    Error error(std::string code, Sentence message, std::string field = {}, Sentence found = {},
                Sentence expected = {}) const {
        return {.code = "safetensors." + std::move(code),
                .message = std::move(message),
                .file = path_,
                .field = std::move(field),
                .found = std::move(found),
                .expected = std::move(expected)};
    }

    Status recognise() const {
        const auto is = [&](std::string_view magic) { return head_.starts_with(magic); };
        using namespace std::string_view_literals; // a header of 640 bytes has a length that begins as a pickle does
        if (head_.size() > 8 && head_.substr(2, 6) == "\0\0\0\0\0\0"sv && head_[8] == '{') return {};
        const char *what = is("version https://git-lfs") ? worded("a Git LFS pointer, not the model")
                           : is("PK\x03\x04")            ? worded("a zip archive, probably a PyTorch checkpoint")
                           : is("\x80\x02") || is("\x80\x03") || is("\x80\x04") || is("\x80\x05")
                               ? worded("a Python pickle")
                           : is("<!DOCTYPE") || is("<!doctype") || is("<html") || is("<HTML")
                               ? worded("an HTML page, probably a failed download")
                           : is("GGUF")      ? worded("a GGUF file")
                           : is("\x93NUMPY") ? worded("a NumPy array")
                                             : nullptr;
        if (!what) return {};
        Error problem = error("not_safetensors", {"this is {0}", what}, {}, {}, "a safetensors file");
        problem.remedy = is("version https://git-lfs") ? "Fetch the real file with git lfs pull."
                                                       : "Convert the model to safetensors where it came from.";
        return fail(problem);
    }

    Result<std::string_view> headerText() {
        if (size_ < 8)
            return fail(error("too_short", "too short for a header", {}, {"{0} bytes", size_}, "at least 8"));
        const std::uint64_t length = headerLength(head_);
        if (length > kLargestHeader)
            return fail(error("header_too_large", "the header claims to be too large", {}, {"{0} bytes", length},
                              "at most 100000000"));
        if (length > size_ - 8)
            return fail(error("header_past_end", "the header reaches past the end of the file", {},
                              {"{0} bytes", length}, {"{0} are there", size_ - 8}));
        const std::string_view text = head_.substr(8, length);
        if (length < 2 || text.front() != '{')
            return fail(
                error("header_not_json", "the header does not begin with {", {},
                      length < 2 ? Sentence("nothing") : Sentence(dumpJson(Json(std::string(1, text.front()))))));
        if (const auto at = utf8::firstInvalid(text); at != std::string_view::npos) {
            Error problem = error("header_not_utf8", "the header is not UTF-8");
            problem.offset = static_cast<std::int64_t>(at + 8);
            return fail(problem);
        }
        if (const auto at = text.find('\0'); at != std::string_view::npos) {
            Error problem = error("header_not_json", "a NUL byte in the header");
            problem.offset = static_cast<std::int64_t>(at + 8);
            return fail(problem);
        }
        if (const auto last = text.find_last_not_of(' '); text[last] != '}')
            return fail(error("header_not_json", "something other than spaces follows the header's object"));
        data_ = 8 + length;
        return text;
    }

    Status metadata(const Json &entry) {
        if (!entry.is_object())
            return fail(
                error("bad_metadata", "__metadata__ is not an object of texts", "__metadata__", entry.type_name()));
        for (const auto &[key, value] : entry.items()) {
            if (!value.is_string())
                return fail(error("bad_metadata", "a metadata value is not a text", "__metadata__/" + shown(key),
                                  value.type_name(), "string"));
            header_.metadata[key] = value.get<std::string>();
        }
        return {};
    }

    Status tensor(const std::string &name, const Json &entry) {
        if (name.size() > kLongestName)
            return fail(error("bad_name", "a tensor's name is longer than 4096 bytes", shown(name)));
        if (!entry.is_object())
            return fail(error("bad_entry", "a tensor's entry is not an object", shown(name), entry.type_name()));
        TensorInfo info{.name = name,
                        .dtype = entry.value("dtype", Json("")).is_string() ? entry.value("dtype", "") : ""};
        const unsigned bits = bitsOf(info.dtype);
        if (bits == 0) {
            std::string known;
            for (const auto &[dtype, size] : kBits) known += (known.empty() ? "" : " ") + dtype;
            return fail(error("unknown_dtype", "a number format that is not supported", shown(name),
                              entry.value("dtype", Json()).dump().substr(0, 40), known));
        }
        const Json shape = entry.value("shape", Json()), offsets = entry.value("data_offsets", Json());
        if (!shape.is_array() || shape.size() > kMostDimensions)
            return fail(error("bad_shape", "the shape is not a list of at most 8 sizes", shown(name),
                              shape.is_array() ? Sentence("{0} dimensions", shape.size()) : shape.type_name()));
        for (const auto &size : shape) {
            const auto value = wholeNumber(size);
            if (!value)
                return fail(
                    error("bad_shape", "a size that is not a whole number", shown(name), size.dump().substr(0, 40)));
            info.shape.push_back(*value);
        }
        const auto count = elements(info.shape);
        const auto need = count ? checkedMul<std::uint64_t>(*count, bits / 8) : std::nullopt;
        if (!need)
            return fail(error("size_overflow", "size overflow: the shape's product does not fit 64 bits", shown(name),
                              shape.dump().substr(0, 80)));
        if (!offsets.is_array() || offsets.size() != 2 || !wholeNumber(offsets[0]) || !wholeNumber(offsets[1]))
            return fail(error("bad_offsets", "data_offsets are not two whole numbers", shown(name),
                              offsets.dump().substr(0, 60)));
        const auto begin = static_cast<std::uint64_t>(*wholeNumber(offsets[0])),
                   end = static_cast<std::uint64_t>(*wholeNumber(offsets[1]));
        if (end < begin || end > size_ - data_)
            return fail(error("bad_offsets", "data_offsets are reversed or reach past the end of the file", shown(name),
                              offsets.dump(), {"within {0} bytes", size_ - data_}));
        if (end - begin != *need)
            return fail(error("size_mismatch", "the data is not as large as shape and dtype say", shown(name),
                              {"{0} bytes", end - begin}, std::to_string(*need)));
        info.begin = data_ + begin;
        info.end = data_ + end;
        header_.tensors.push_back(std::move(info));
        return {};
    }

    static std::optional<std::int64_t> wholeNumber(const Json &value) {
        if (!value.is_number_integer()) return std::nullopt;
        if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
        return value.get<std::int64_t>() < 0 ? std::nullopt : std::optional(value.get<std::int64_t>());
    }

    /// A zero anywhere makes the product zero, however large the others are.
    static std::optional<std::uint64_t> elements(const std::vector<std::int64_t> &shape) {
        if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
        std::optional<std::uint64_t> product = 1;
        for (const auto size : shape)
            product = product ? checkedMul<std::uint64_t>(*product, static_cast<std::uint64_t>(size)) : std::nullopt;
        return product;
    }

    Result<SafetensorsHeader> contiguous() {
        std::vector<const TensorInfo *> order;
        for (const auto &info : header_.tensors) order.push_back(&info);
        std::sort(order.begin(), order.end(),
                  [](auto a, auto b) { return std::tie(a->begin, a->end) < std::tie(b->begin, b->end); });
        std::uint64_t at = data_;
        for (const auto *info : order) {
            if (info->begin != at)
                return fail(error(info->begin < at ? "overlap" : "hole",
                                  info->begin < at ? "two tensors share bytes" : "bytes that belong to no tensor",
                                  shown(info->name), {"begins at byte {0}", info->begin}, std::to_string(at)));
            at = info->end;
        }
        if (at != size_)
            return fail(error("hole", "bytes behind the last tensor", {}, {"{0} bytes", size_ - at}, "none"));
        return std::move(header_);
    }

    std::string_view head_;
    std::uint64_t size_;
    std::string path_;
    std::uint64_t data_ = 0;
    SafetensorsHeader header_;
};

bool staysInFolder(const std::string &name) {
    return !name.empty() && name.find('/') == std::string::npos && name.find('\\') == std::string::npos &&
           name.find('\0') == std::string::npos && name != "." && name != ".." && name.find(':') == std::string::npos;
}

Error badIndex(const std::string &path, std::string field, Sentence message, Sentence found) {
    return {.code = "safetensors.bad_index",
            .message = std::move(message),
            .file = path,
            .field = std::move(field),
            .found = std::move(found)};
}

} // namespace

unsigned bitsOf(const std::string &dtype) {
    const auto it = kBits.find(dtype);
    return it == kBits.end() ? 0 : it->second;
}

Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file, const std::string &path) {
    return Parser({reinterpret_cast<const char *>(file.data()), file.size()}, file.size(), path).parse();
}

Result<SafetensorsHeader> readSafetensorsHeader(const FileReader &file) {
    std::string head(std::min<std::uint64_t>(file.size(), 4096), '\0'); // enough to see what else it may be
    const auto bytes = [&head] { return std::as_writable_bytes(std::span(head)); };
    if (auto read = file.readAt(0, bytes()); !read) return unexpected(read.error());
    const std::uint64_t length = head.size() < 8 ? 0 : headerLength(head);
    if (length <= kLargestHeader && length + 8 > head.size() && length + 8 <= file.size()) {
        head.resize(length + 8);
        if (auto read = file.readAt(0, bytes()); !read) return unexpected(read.error());
    }
    return Parser(head, file.size(), file.path().string()).parse();
}

Status writeSafetensors(const fs::path &path, std::span<const TensorStream> tensors,
                        const std::map<std::string, std::string> &metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t at = 0;
    for (const auto &tensor : tensors) {
        if (header.contains(tensor.name))
            return fail({.code = "safetensors.duplicate",
                         .message = "two tensors have the same name",
                         .file = path.string(),
                         .field = tensor.name});
        header[tensor.name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", Json::array({at, at + tensor.size})}};
        at += tensor.size;
    }
    std::string text = dumpJson(header);
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::string length;
    for (unsigned i = 0; i < 8; ++i) length += static_cast<char>(text.size() >> (8 * i) & 0xFF);
    return writeFileAtomic(path, [&](const ByteSink &sink) -> Status {
        if (auto ok = sink(length); !ok) return ok;
        if (auto ok = sink(text); !ok) return ok;
        for (const auto &tensor : tensors)
            if (auto ok = tensor.fill(sink); !ok) return ok;
        return {};
    });
}

Status writeSafetensors(const fs::path &path, std::span<const TensorBytes> tensors,
                        const std::map<std::string, std::string> &metadata) {
    std::vector<TensorStream> streams;
    for (const auto &tensor : tensors)
        streams.push_back({tensor.name, tensor.dtype, tensor.shape, tensor.bytes.size(),
                           [bytes = tensor.bytes](const ByteSink &sink) {
                               return sink({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
                           }});
    return writeSafetensors(path, std::span<const TensorStream>(streams), metadata);
}

Result<std::map<std::string, std::string>> parseShardIndex(std::string_view text, const std::string &path) {
    const auto json = parseJson(text, {}, path);
    if (!json) return unexpected(json.error());
    const Json map = json->is_object() ? json->value("weight_map", Json()) : Json();
    if (!map.is_object() || map.empty())
        return fail(badIndex(path, "/weight_map", "the list of tensors is missing", map.type_name()));
    std::map<std::string, std::string> files;
    for (const auto &[name, file] : map.items()) {
        if (!file.is_string() || !staysInFolder(file.get<std::string>()))
            return fail(badIndex(path, "/weight_map/" + shown(name),
                                 "a shard must be a plain file name in the model's folder",
                                 file.is_string() ? shown(file.get<std::string>()) : file.type_name()));
        files[name] = file.get<std::string>();
    }
    return files;
}

Result<std::map<std::string, std::string>> readShardIndex(const fs::path &indexFile) {
    const auto text = readFile(indexFile);
    if (!text) return unexpected(text.error());
    auto files = parseShardIndex(*text, indexFile.string());
    if (!files) return files;
    for (const auto &[name, file] : *files) {
        std::error_code code; // a name that the file system cannot take is missing, too
        const fs::path shard = indexFile.parent_path() / file;
        const char *problem = !fs::exists(shard, code) ? worded("the index names a shard that is missing")
                              // A link that stays in a cache of blobs beside the folder is how downloads are stored;
                              // one to a device or folder is not.
                              : !fs::is_regular_file(shard, code) ? worded("a shard is not a file")
                                                                  : nullptr;
        if (problem) return fail(badIndex(indexFile.string(), "/weight_map/" + shown(name), problem, shown(file)));
    }
    return files;
}

Status checkShards(const fs::path &indexFile, const std::map<std::string, std::string> &index) {
    std::map<std::string, std::string> holders; // tensor → the shard that has it
    std::vector<NamedShape> held;
    std::set<std::string> seen;
    for (const auto &[promised, file] : index) {
        if (!seen.insert(file).second) continue;
        const fs::path shard = indexFile.parent_path() / file;
        const auto opened = FileReader::open(shard);
        if (!opened) return unexpected(opened.error());
        const auto header = readSafetensorsHeader(*opened);
        if (!header) return unexpected(header.error());
        for (const auto &tensor : header->tensors) {
            held.push_back({tensor.name, tensor.shape});
            if (const auto [other, fresh] = holders.emplace(tensor.name, file); !fresh)
                return fail({.code = "safetensors.duplicate",
                             .message = "the same tensor stands in two shards",
                             .file = shard.string(),
                             .field = shown(tensor.name),
                             .found = {"{0} and {1}", shown(other->second), shown(file)},
                             .expected = "one of them"});
        }
    }
    for (const auto &[tensor, file] : index) {
        const auto holder = holders.find(tensor);
        if (holder != holders.end() && holder->second == file) continue;
        const Beside beside = holder == holders.end() ? besideSought(held, {{tensor, {}}}) : Beside{};
        return fail(
            {.code = "safetensors.bad_index",
             .message = "a shard lacks a tensor that the index promises",
             .file = indexFile.string(),
             .field = shown(tensor),
             .found = holder == holders.end() ? Sentence("it in no shard; there is {0}", beside.found)
                                              : Sentence("it in {0}", shown(holder->second)),
             .expected = {"it in {0}", shown(file)},
             .remedy =
                 "The index belongs to other shards. Fetch it anew together with them, or save the checkpoint again."});
    }
    return {};
}

Status refusePickles(const fs::path &folder) {
    std::error_code ignored;
    std::optional<fs::path> pickle;
    for (const auto &entry : fs::directory_iterator(folder, ignored)) {
        const std::string kind = entry.path().extension().string();
        if (kind == ".safetensors") return {};
        if ((kind == ".bin" || kind == ".pt" || kind == ".pth" || kind == ".ckpt") &&
            (!pickle || entry.path() < *pickle))
            pickle = entry.path();
    }
    if (!pickle) return {};
    return fail({.code = "model.pickle",
                 .message = "the weights are a Python pickle, which can run code and is never read",
                 .file = pickle->string(),
                 .expected = "model.safetensors",
                 .remedy = "Convert the checkpoint to safetensors where it came from."});
}

} // namespace lapidary
