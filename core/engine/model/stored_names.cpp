// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/stored_names.h"
#include <algorithm>

namespace lapidary {
namespace {

/// What two shapes that do not fit say about the reason.
Sentence reasonOf(const std::vector<std::int64_t> &found, const std::vector<std::int64_t> &wanted) {
    if (found.size() == 2 && wanted.size() == 2 && found[0] == wanted[1] && found[1] == wanted[0])
        return {"The matrix is stored the other way round: this family's files hold it as {0}. Transpose the matrices "
                "of the layers, or convert the checkpoint with the class of transformers that it belongs to.",
                shapeText(wanted)};
    return "Check that config.json belongs to these weights.";
}

} // namespace

Status adoptPlainNames(WeightFiles &weights, const fs::path &folder, std::vector<Sentence> &notices) {
    if (auto ok = refuseUnmerged(weights.names(), folder.string()); !ok) return ok;
    const NameChanges changes = plainNames(weights.names());
    if (changes.meant.empty()) return {};
    weights.rename(changes);
    notices.push_back(changes.notice());
    return {};
}

std::string storedName(const WeightFiles &weights, const DecoderConfig &config, const std::string &name) {
    const std::string prefix = config.names.body + ".", embedding = prefix + config.names.embedding + ".weight";
    const std::string head = config.names.head + ".weight";
    if (weights.has(name)) return name;
    if (name.starts_with(prefix) && weights.has(name.substr(prefix.size()))) return name.substr(prefix.size());
    return config.tied && name == embedding && weights.has(head) ? head : std::string();
}

Status checkShape(const WeightFiles &weights, const std::string &stored, const std::vector<std::int64_t> &wanted,
                  const fs::path &folder) {
    const auto found = weights.shapeOf(stored);
    if (found == wanted) return {};
    const bool rows = isVocabularyTable(stored) && found.size() == 2 && wanted.size() == 2 && found[1] == wanted[1];
    return fail(
        {.code = "model.wrong_shape",
         .message = "a tensor does not have the shape that config.json asks for",
         .file = folder.string(),
         .field = shownName(weights.ownName(stored)),
         .found = shapeText(found),
         .expected = shapeText(wanted),
         .remedy =
             rows ? Sentence("The vocabulary has {0} rows here and vocab_size of config.json is {1}: tokens were added "
                             "or taken away. If these weights are right, set vocab_size to {0}.",
                             found[0], wanted[0])
                  : reasonOf(found, wanted)});
}

Error missing(const WeightFiles &weights, const std::vector<NamedShape> &lacking, const fs::path &folder) {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(lacking.size(), 8); ++i)
        list += (i ? ", " : "") + lacking[i].name;
    if (lacking.size() > 8) list += " and " + std::to_string(lacking.size() - 8) + " more";
    const Beside beside = besideSought(weights.held(), lacking);
    return {.code = "model.missing_tensor",
            .message = "the checkpoint lacks tensors that this architecture needs",
            .file = folder.string(),
            .field = list,
            .found = beside.found,
            .remedy =
                beside.remedy.empty()
                    ? Sentence("Check that all files of the checkpoint are there and that config.json belongs to it.")
                    : beside.remedy};
}

} // namespace lapidary
