// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/tensor_names.h"
#include "core/base/json.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace lapidary {
namespace {

constexpr std::string_view kWrappers[] = {
    "_orig_mod", "module", "_fsdp_wrapped_module", "_checkpoint_wrapped_module", "_forward_module", "language_model"};
constexpr std::string_view kPeft = "base_model.model.", kBaseLayer = ".base_layer.";
constexpr std::string_view kTerms[] = {".lora_A.", ".lora_B.", ".lora_embedding_", ".lora_magnitude_vector",
                                       ".modules_to_save."};
constexpr std::string_view kEmbeddings[] = {"embed_tokens.weight", "wte.weight", "embed_in.weight"};
constexpr std::string_view kBodies[] = {"model.", "transformer.", "gpt_neox."};
constexpr std::size_t kShown = 3, kLongest = 120; ///< tensors, and letters of one name, in a message

bool isWrapper(std::string_view part) {
    return std::find(std::begin(kWrappers), std::end(kWrappers), part) != std::end(kWrappers);
}

bool endsWithName(std::string_view name, std::string_view end) {
    return name.ends_with(end) && (name.size() == end.size() || name[name.size() - end.size() - 1] == '.');
}

/// Renames by `meaning`, or nothing at all where two names would become one.
template <class Meaning> NameChanges renamed(const std::vector<std::string> &held, const Meaning &meaning) {
    NameChanges out;
    std::set<std::string> taken;
    for (const auto &name : held) {
        std::string meant = meaning(name);
        if (!taken.insert(meant).second) return {};
        if (meant != name) out.meant[name] = std::move(meant);
    }
    return out;
}

/// What stands before the embedding's whole name; empty where that is there as it should be, where none is, and where
/// several are.
std::string unknownPrefix(const std::vector<std::string> &names) {
    std::set<std::string> prefixes;
    for (const auto &name : names)
        for (const auto embedding : kEmbeddings) {
            if (!endsWithName(name, embedding)) continue;
            std::string before = name.substr(0, name.size() - embedding.size());
            for (const auto body : kBodies)
                if (endsWithName(before, body)) {
                    before.resize(before.size() - body.size());
                    break;
                }
            prefixes.insert(before);
        }
    return prefixes.size() == 1 ? *prefixes.begin() : std::string();
}

std::string shown(const NamedShape &tensor) {
    return shownName(tensor.name) + " " + shapeText(tensor.shape);
}

/// The longest common end of two names that is made of whole parts, in bytes.
std::size_t commonEnd(std::string_view a, std::string_view b) {
    std::size_t best = 0;
    for (std::size_t i = 0;; ++i) {
        const bool endOfA = i == a.size(), endOfB = i == b.size();
        const char inA = endOfA ? '.' : a[a.size() - 1 - i], inB = endOfB ? '.' : b[b.size() - 1 - i];
        if (inA == '.' && inB == '.') best = i;
        if (endOfA || endOfB || inA != inB) return best;
    }
}

std::size_t commonParts(std::string_view a, std::string_view b) {
    const std::size_t bytes = commonEnd(a, b);
    return bytes == 0
               ? 0
               : 1 + static_cast<std::size_t>(std::count(a.end() - static_cast<std::ptrdiff_t>(bytes), a.end(), '.'));
}

/// The tensors that a sought one may be: those with the longest common end, of its shape where there are such.
/// The last part alone ("weight") says nothing; then a shape that few others have does.
std::vector<const NamedShape *> nearest(const std::vector<NamedShape> &held, const NamedShape &sought) {
    std::vector<const NamedShape *> best;
    std::size_t most = 1;
    bool fits = false;
    for (const auto &tensor : held) {
        const std::size_t parts = commonParts(tensor.name, sought.name);
        const bool same = tensor.shape == sought.shape;
        if (parts < most || (parts == most && fits && !same) || (parts < 2 && !same)) continue;
        if (parts > most || (same && !fits)) best.clear();
        most = parts;
        fits = same;
        best.push_back(&tensor);
    }
    return best;
}

/// What stands before the common end of two names.
std::pair<std::string, std::string> beginnings(std::string_view held, std::string_view sought) {
    const std::size_t bytes = commonEnd(held, sought);
    return {std::string(held.substr(0, held.size() - bytes)), std::string(sought.substr(0, sought.size() - bytes))};
}

} // namespace

std::string shownName(std::string_view name) {
    const bool cut = name.size() > kLongest;
    const std::string text = Json(std::string(cut ? name.substr(name.size() - kLongest) : name))
                                 .dump(-1, ' ', true, Json::error_handler_t::replace); // no control characters
    return (cut ? "..." : "") + text.substr(1, text.size() - 2);
}

std::string shapeText(const std::vector<std::int64_t> &shape) {
    std::string text = "[";
    for (const auto size : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

std::string withoutWrappers(std::string_view name) {
    std::string out;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const auto part = name.substr(begin, end - begin);
        if (end == name.size() || !isWrapper(part)) (out += part) += end < name.size() ? "." : "";
        begin = end + 1;
    }
    while (out.starts_with(kPeft)) out.erase(0, kPeft.size());
    return out;
}

Sentence NameChanges::notice() const {
    if (meant.empty()) return {};
    const auto &[held, plain] = *meant.begin();
    if (meant.size() == 1)
        return {"1 tensor is read under plain names, without what wrappers add: {0} as {1}.", shownName(held),
                shownName(plain)};
    return {"{0} tensors are read under plain names, without what wrappers add: {1} as {2}, and so on.", meant.size(),
            shownName(held), shownName(plain)};
}

NameChanges plainNames(const std::vector<std::string> &held) {
    NameChanges unwrapped = renamed(held, [](const std::string &name) {
        std::string out = withoutWrappers(name);
        if (const auto at = out.rfind(kBaseLayer); at != out.npos) out.erase(at, kBaseLayer.size() - 1);
        return out;
    });
    const auto plain = [&](const std::string &name) {
        const auto it = unwrapped.meant.find(name);
        return it == unwrapped.meant.end() ? name : it->second;
    };
    std::vector<std::string> names(held.size());
    std::transform(held.begin(), held.end(), names.begin(), plain);
    const std::string prefix = unknownPrefix(names);
    if (prefix.empty()) return unwrapped;
    NameChanges both = renamed(held, [&](const std::string &name) {
        const std::string known = plain(name);
        return known.starts_with(prefix) ? known.substr(prefix.size()) : known;
    });
    return both.meant.empty() ? unwrapped : both;
}

Status refuseUnmerged(const std::vector<std::string> &held, const std::string &file) {
    for (const auto &name : held)
        for (const auto term : kTerms)
            if (name.find(term) != name.npos)
                return fail({.code = "model.unmerged_adapter",
                             .message = "the checkpoint holds an adapter that was not merged, and without it the "
                                        "weights are not those that were trained",
                             .file = file,
                             .field = shownName(name),
                             .expected = "merged weights alone",
                             .remedy = "Merge it with merge_and_unload() of PEFT and save that, or save the adapter by "
                                       "itself and load it on its base."});
    return {};
}

bool isVocabularyTable(std::string_view name) {
    constexpr std::string_view kHeads[] = {"lm_head.weight", "embed_out.weight"};
    const auto is = [&](std::string_view end) { return endsWithName(name, end); };
    return std::any_of(std::begin(kEmbeddings), std::end(kEmbeddings), is) ||
           std::any_of(std::begin(kHeads), std::end(kHeads), is);
}

Beside besideSought(const std::vector<NamedShape> &held, const std::vector<NamedShape> &sought) {
    Sentence list;
    std::set<std::pair<std::string, std::string>> mappings;
    bool several = false;
    for (std::size_t i = 0; i < std::min(kShown, sought.size()); ++i) {
        const auto near = nearest(held, sought[i]);
        several = several || near.size() > 1;
        std::vector<Sentence> names;
        for (std::size_t n = 0; n < std::min(kShown, near.size()); ++n) {
            names.emplace_back(shown(*near[n]));
            mappings.insert(beginnings(near[n]->name, sought[i].name));
        }
        if (near.size() > kShown) names.emplace_back("{0} others", near.size() - kShown);
        if (names.empty()) continue;
        if (!list.empty()) list += "; ";
        list += {"{0} for {1}", listed(names, " or ", " or "), shownName(sought[i].name)};
    }
    if (list.empty() && !held.empty()) {
        std::string others;
        for (std::size_t i = 0; i < std::min(kShown, held.size()); ++i) others += (i > 0 ? ", " : "") + shown(held[i]);
        list = {"nothing of such a name, but {0}", others};
    }
    Beside out{.found = list.empty() ? Sentence("no tensor") : Sentence("{0} ({1} tensors in all)", list, held.size())};
    if (several)
        out.remedy = "The file holds more than one tensor that may be meant. Save the model that is meant by itself.";
    else if (mappings.size() == 1 && mappings.begin()->first != mappings.begin()->second)
        out.remedy = {"The file's names begin with \"{0}\" where \"{1}\" is sought. Save the inner model instead of "
                      "what was wrapped around it, or rename the tensors.",
                      shownName(mappings.begin()->first), shownName(mappings.begin()->second)};
    return out;
}

} // namespace lapidary
