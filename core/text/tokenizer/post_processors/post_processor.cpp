// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/post_processors/post_processor.h"
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/parts.h"
#include "core/text/tokenizer/unicode.h"
#include <algorithm>

namespace lapidary {
namespace {

struct Special {
    std::vector<std::int32_t> ids;
    std::vector<std::string> tokens;
};

void put(const Special &special, Encoding &out) {
    out.ids.insert(out.ids.end(), special.ids.begin(), special.ids.end());
    out.tokens.insert(out.tokens.end(), special.tokens.begin(), special.tokens.end());
    out.offsets.resize(out.ids.size(), {0, 0});
}

Error badSpecial(const std::string &file, Sentence message, Sentence found) {
    return {.code = "tokenizer.bad_file",
            .message = std::move(message),
            .file = file,
            .field = "/post_processor/special_tokens",
            .found = std::move(found)};
}

Result<Special> readSpecial(const Json &specials, const std::string &name, const HasToken &hasToken,
                            const std::string &file) {
    const Json spec = specials.value(name, Json::object());
    const Json ids = spec.value("ids", Json::array()), tokens = spec.value("tokens", Json::array());
    if (!ids.is_array() || ids.empty())
        return fail(badSpecial(file, "a special token of the template is not defined", name));
    if (!tokens.is_array() || tokens.size() != ids.size())
        return fail(badSpecial(file, "a special token has not as many tokens as ids", name));
    Special special;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!ids[i].is_number_integer() || !hasToken(ids[i].get<std::int64_t>()))
            return fail(badSpecial(file, "the template uses an id that no token has", ids[i].dump().substr(0, 40)));
        special.ids.push_back(ids[i].get<std::int32_t>());
        special.tokens.push_back(tokens[i].get<std::string>());
    }
    return special;
}

/// The template for one text; templates for pairs are of no use here.
Result<PostProcessor> templateProcessing(const Json &spec, const HasToken &hasToken, const std::string &file) {
    std::vector<std::optional<Special>> items; // nothing stands for the text itself
    for (const auto &item : spec.value("single", Json::array())) {
        if (item.contains("Sequence")) {
            items.push_back(std::nullopt);
            continue;
        }
        auto special = readSpecial(spec.value("special_tokens", Json::object()),
                                   item.value("SpecialToken", Json::object()).value("id", ""), hasToken, file);
        if (!special) return unexpected(special.error());
        items.push_back(std::move(*special));
    }
    return PostProcessor([items = std::move(items)](std::vector<Encoding> &parts, std::string_view, bool addSpecial) {
        std::vector<Encoding> out;
        for (const auto &item : items) {
            if (!item)
                out.insert(out.end(), parts.begin(), parts.end());
            else if (addSpecial)
                put(*item, out.emplace_back());
        }
        parts = std::move(out);
    });
}

/// Takes the blanks at both ends of a token out of its offsets. `prefixed`: the first blank of a text may be one that
/// was put there.
void trimOffsets(Encoding &encoding, std::string_view text, bool prefixed) {
    const auto isBlank = [](std::string_view token, std::size_t at) {
        const char32_t code = TrackedText::decodeAt(token, at);
        return code == 0x120 || unicode::isSpace(code); // 0x120 is the visible spelling of a space
    };
    for (std::size_t i = 0; i < encoding.ids.size(); ++i) {
        const std::string_view token = encoding.tokens[i];
        auto &[begin, end] = encoding.offsets[i];
        std::size_t leading = 0, trailing = 0;
        for (std::size_t at = 0; at < token.size() && isBlank(token, at); at = TrackedText::nextCharacter(token, at))
            ++leading;
        for (std::size_t at = token.size(); at > 0; ++trailing)
            if (at = TrackedText::previousCharacter(token, at); !isBlank(token, at)) break;
        if (leading == 1 && prefixed && (i == 0 || begin == 0)) leading = 0;
        for (; leading > 0 && begin < end; --leading) begin = TrackedText::nextCharacter(text, begin);
        std::size_t trimmed = end;
        for (; trailing > 0 && trimmed > 0; --trailing) trimmed = TrackedText::previousCharacter(text, trimmed);
        if (trailing == 0)
            end = std::max(trimmed, begin); // a text too short for so many blanks keeps them, as in the reference
    }
}

Result<PostProcessor> byteLevel(const Json &spec, const HasToken &, const std::string &) {
    const bool trim = spec.value("trim_offsets", true), prefixed = spec.value("add_prefix_space", true);
    return PostProcessor([=](std::vector<Encoding> &parts, std::string_view text, bool) {
        for (auto &part : parts)
            if (trim) trimOffsets(part, text, prefixed);
    });
}

/// ["[CLS]", 101]
Result<Special> pairOf(const Json &spec, const char *key, const HasToken &hasToken, const std::string &file) {
    const Json pair = spec.value(key, Json());
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_number_integer() ||
        !hasToken(pair[1].get<std::int64_t>()))
        return fail({.code = "tokenizer.bad_file",
                     .message = "not a special token of this tokenizer",
                     .file = file,
                     .field = std::string("/post_processor/") + key,
                     .found = pair.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                     .expected = "[\"token\", id]"});
    return Special{{pair[1].get<std::int32_t>()}, {pair[0].get<std::string>()}};
}

Result<PostProcessor> aroundText(const Json &spec, const HasToken &hasToken, const std::string &file, bool trim,
                                 bool prefixed) {
    const auto before = pairOf(spec, "cls", hasToken, file), after = pairOf(spec, "sep", hasToken, file);
    if (!before) return unexpected(before.error());
    if (!after) return unexpected(after.error());
    return PostProcessor(
        [=, before = *before, after = *after](std::vector<Encoding> &parts, std::string_view text, bool addSpecial) {
            for (auto &part : parts)
                if (trim) trimOffsets(part, text, prefixed);
            if (!addSpecial) return;
            Encoding first, last;
            put(before, first);
            put(after, last);
            parts.insert(parts.begin(), std::move(first));
            parts.push_back(std::move(last));
        });
}

Result<PostProcessor> bert(const Json &spec, const HasToken &hasToken, const std::string &file) {
    return aroundText(spec, hasToken, file, false, false);
}

Result<PostProcessor> roberta(const Json &spec, const HasToken &hasToken, const std::string &file) {
    return aroundText(spec, hasToken, file, spec.value("trim_offsets", true), spec.value("add_prefix_space", true));
}

constexpr struct {
    const char *type;
    Result<PostProcessor> (*make)(const Json &spec, const HasToken &hasToken, const std::string &file);
} kKinds[] = {{"TemplateProcessing", templateProcessing},
              {"ByteLevel", byteLevel},
              {"BertProcessing", bert},
              {"RobertaProcessing", roberta}};

} // namespace

Result<PostProcessor> makePostProcessor(const Json &spec, const HasToken &hasToken, const std::string &file,
                                        int depth) {
    if (spec.is_null()) return PostProcessor{};
    const std::string type = parts::typeOf(spec);
    for (const auto &kind : kKinds)
        if (type == kind.type) return kind.make(spec, hasToken, file);
    if (type != "Sequence") return fail(parts::unknown("post_processor", spec, file));
    if (auto ok = parts::checkDepth(depth, file); !ok) return unexpected(ok.error());
    std::vector<PostProcessor> members;
    for (const auto &entry : spec.value("processors", Json::array())) {
        auto made = makePostProcessor(entry, hasToken, file, depth + 1);
        if (!made) return unexpected(made.error());
        if (*made) members.push_back(std::move(*made));
    }
    return PostProcessor(
        [members = std::move(members)](std::vector<Encoding> &parts, std::string_view text, bool addSpecial) {
            for (const auto &each : members) each(parts, text, addSpecial);
        });
}

} // namespace lapidary
