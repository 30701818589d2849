// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment_editor.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/experiment_spec.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace lapidary {
namespace {

constexpr const char *kModels = "models";
constexpr const char *kLists[] = {"data", "stage", "arm"};
constexpr int kMostMoves = 1000; ///< far more than tables can need: a circle was refused before

TomlPath joined(TomlPath path, const TomlPath &key) {
    path.insert(path.end(), key.begin(), key.end());
    return path;
}

/// The order in which an experiment is read.
std::tuple<std::size_t, int, std::size_t> orderOf(std::size_t file, const TomlPath &path) {
    for (int i = 0; i < 3; ++i)
        if (path[0] == kLists[i]) return {file, i + 1, std::stoul(path[1])};
    return {file, 0, 0};
}

Error circle(const TableName &from, const TableName &to) {
    return {.code = "experiment.circle",
            .message = "these stages wait for each other",
            .found = from.name + " → " + to.name,
            .remedy = "Give one of them something else."};
}

/// Whether `what` is made of `from`, over however many tables.
bool isMadeOf(const std::vector<Reference> &references, const TableName &what, const TableName &from) {
    std::set<TableName> seen;
    std::vector<TableName> open{what};
    while (!open.empty()) {
        const TableName next = open.back();
        open.pop_back();
        if (next == from) return true;
        if (!seen.insert(next).second) continue;
        for (const Reference &each : references)
            if (each.owner == next) open.push_back(each.target);
    }
    return false;
}

} // namespace

Result<ExperimentEditor> ExperimentEditor::read(const ExperimentTexts &texts, const fs::path &folder,
                                                std::shared_ptr<const Catalogue> catalogue) {
    ExperimentEditor out;
    auto main = TomlText::read(texts.main, (folder / "experiment.toml").string());
    if (!main) return unexpected(main.error());
    auto added = TomlText::read(texts.added, additionsFile(folder).string());
    if (!added) return unexpected(added.error());
    out.main_ = std::move(*main);
    out.added_ = std::move(*added);
    out.folder_ = folder;
    out.catalogue_ = std::move(catalogue);
    return out.done();
}

ExperimentTexts ExperimentEditor::texts() const {
    return {main_.text(), added_.text()};
}

std::vector<Json> ExperimentEditor::files() const {
    return {main_.values(), added_.values()};
}

/// While a change is on its way; references() are those of what was read.
std::vector<Reference> ExperimentEditor::referencesNow() const {
    return referencesIn(files(), *catalogue_);
}

std::set<TableName> ExperimentEditor::madeOf(const TableName &what) const {
    std::map<TableName, std::vector<const TableName *>> named;
    for (const Reference &each : references()) named[each.owner].push_back(&each.target);
    std::set<TableName> out;
    std::vector<TableName> open{what};
    while (!open.empty()) {
        const TableName next = std::move(open.back());
        open.pop_back();
        for (const TableName *target : named[next])
            if (out.insert(*target).second) open.push_back(*target);
    }
    return out;
}

std::optional<ExperimentEditor::Place> ExperimentEditor::find(const TableName &name) const {
    for (std::size_t file = 0; file < 2; ++file) {
        const Json &values = text(file).values();
        const auto list = values.find(name.list);
        if (list == values.end()) continue;
        const Json &tables = *list;
        if (name.list == kModels && tables.is_object() && tables.contains(name.name))
            return Place{file, {name.list, name.name}};
        for (std::size_t i = 0; tables.is_array() && i < tables.size(); ++i)
            if (tables[i].is_object() && getString(tables[i], "name").value_or("") == name.name)
                return Place{file, {name.list, std::to_string(i)}};
    }
    return std::nullopt;
}

std::vector<std::string> ExperimentEditor::names(const std::string &list) const {
    std::vector<std::string> out;
    for (std::size_t file = 0; file < 2; ++file) {
        const Json &values = text(file).values();
        const auto tables = values.find(list);
        if (tables == values.end() || !tables->is_array()) continue;
        for (const Json &table : *tables)
            if (table.is_object())
                if (auto name = getString(table, "name")) out.push_back(std::move(*name));
    }
    return out;
}

Result<ExperimentEditor::Place> ExperimentEditor::mustFind(const TableName &name) const {
    if (auto place = find(name)) return *place;
    return fail({.code = "experiment.unknown_table",
                 .message = "there is nothing of this name in the experiment",
                 .file = main_.file(),
                 .field = name.list,
                 .found = name.name});
}

Json ExperimentEditor::table(const TableName &name) const {
    const auto place = find(name);
    if (!place) return nullptr;
    const Json &list = text(place->file).values().at(name.list);
    return name.list == kModels ? list.at(name.name) : list.at(std::stoul(place->path[1]));
}

/// Stages and entries of [models] are called by the same keys.
bool ExperimentEditor::isTaken(const std::string &list, const std::string &name) const {
    const bool model = list == kModels || list == kLists[1];
    return find({list, name}) || (model && (find({kModels, name}) || find({kLists[1], name})));
}

std::string ExperimentEditor::freeName(const std::string &list, const std::string &wanted) const {
    std::string name = wanted.empty() ? list : wanted;
    const std::string first = name;
    for (int number = 2; isTaken(list, name); ++number) name = first + " " + std::to_string(number);
    return name;
}

Status ExperimentEditor::change(const Place &place, const TomlPath &key, const Json &value) {
    TomlText &file = text(place.file);
    const TomlPath path = joined(place.path, key);
    if (value.is_null()) {
        const Json *at = &file.values();
        for (const std::string &part : path) {
            const bool known = at->is_array() ? std::stoul(part) < at->size() : at->is_object() && at->contains(part);
            if (!known) return {}; // it is away already
            at = at->is_array() ? &at->at(std::stoul(part)) : &at->at(part);
        }
    }
    auto changed = value.is_null() ? file.remove(path) : file.set(path, value);
    if (!changed) return unexpected(changed.error());
    file = std::move(*changed);
    return {};
}

Status ExperimentEditor::addBlock(const std::string &list, const std::string &block) {
    const std::size_t count = main_.count(list);
    TomlPath after; // the end of the file, or behind the list that is read before
    if (list == kLists[0]) after = {kModels};
    if (list == kLists[1] && main_.count(kLists[0]) > 0) after = {kLists[0]};
    auto changed = main_.add(list, block, count > 0 ? std::optional(count - 1) : std::nullopt, after);
    if (!changed) return unexpected(changed.error());
    main_ = std::move(*changed);
    return {};
}

Status ExperimentEditor::move(const TableName &what, const TableName &behind) {
    const auto from = find(what), to = find(behind);
    if (!from || !to) return {};
    const std::string block = text(from->file).textOf(from->path);
    auto without = text(from->file).remove(from->path);
    if (!without) return unexpected(without.error());
    text(from->file) = std::move(*without);
    const auto now = find(behind);
    TomlText &target = text(now->file);
    std::optional<std::size_t> after;
    if (what.list == behind.list)
        after = std::stoul(now->path[1]);
    else if (const std::size_t count = target.count(what.list); count > 0)
        after = count - 1;
    auto changed = target.add(what.list, block, after);
    if (!changed) return unexpected(changed.error());
    target = std::move(*changed);
    return {};
}

/// Moves each table behind what it names.
Status ExperimentEditor::settle() {
    for (int moves = 0; moves < kMostMoves; ++moves) {
        const auto all = referencesNow();
        const auto early = std::find_if(all.begin(), all.end(), [&](const Reference &each) {
            const auto target = find(each.target);
            return target && orderOf(target->file, target->path) > orderOf(each.file, each.path);
        });
        if (early == all.end()) return {};
        if (isMadeOf(all, early->target, early->owner)) return {}; // a circle of the file's own: draft() tells it
        if (auto moved = move(early->owner, early->target); !moved) return moved;
    }
    return {};
}

Result<ExperimentEditor> ExperimentEditor::done() {
    references_ = std::make_shared<const std::vector<Reference>>(referencesNow());
    draft_ = std::make_shared<const ExperimentDraft>(draftExperiment(main_.document(), added_.document(), *catalogue_));
    return std::move(*this);
}

Result<ExperimentEditor> ExperimentEditor::add(const Json &tables, std::vector<TableName> *named) const {
    std::string text;
    const Json models = tables.value(kModels, Json::object());
    if (!models.empty()) text = "[models]\n";
    for (const auto &[name, place] : models.items()) text += tomlKey(name) + " = " + tomlValue(place) + "\n";
    for (const char *list : kLists)
        for (const Json &table : tables.value(list, Json::array()))
            text += (text.empty() ? "" : "\n") + tomlElement(list, table, keysOfList(list));
    return paste(text, named);
}

Result<ExperimentEditor> ExperimentEditor::paste(const std::string &given, std::vector<TableName> *named) const {
    auto piece = TomlText::read(given, main_.file());
    if (!piece) return unexpected(piece.error());
    const Json values = piece->values();
    const auto inside = referencesIn(std::span(&values, 1), *catalogue_);
    ExperimentEditor out = *this;
    std::map<TableName, std::string> names;
    if (values.contains("rule") && !main_.values().contains("rule"))
        if (auto set = out.change({0, {"rule"}}, {}, values["rule"]); !set) return unexpected(set.error());
    const Json models = values.value(kModels, Json::object());
    for (const auto &[name, place] : models.items()) {
        // The same model is the same entry.
        const bool here = table({kModels, name}) == place;
        names[{kModels, name}] = here ? name : out.freeName(kModels, name);
        const Place entry{0, {kModels, names[{kModels, name}]}};
        if (here) continue;
        if (auto set = out.change(entry, {}, place); !set) return unexpected(set.error());
        if (named) named->push_back({kModels, entry.path[1]});
    }
    for (const char *list : kLists)
        for (std::size_t i = 0; i < piece->count(list); ++i) {
            const TomlPath at{list, std::to_string(i)};
            const Json &table = values[list][i];
            const std::string old = table.is_object() ? getString(table, "name").value_or("") : "";
            const std::string name = out.freeName(list, old);
            names[{list, old}] = name;
            auto renamed = piece->set(joined(at, {"name"}), name);
            for (const Reference &each : inside)
                if (renamed && each.path[0] == list && each.path[1] == at[1] && names.count(each.target))
                    renamed = renamed->set(each.path, names[each.target] + each.rest);
            if (!renamed) return unexpected(renamed.error());
            if (auto added = out.addBlock(list, renamed->textOf(at)); !added) return unexpected(added.error());
            if (named) named->push_back({list, name});
        }
    if (auto settled = out.settle(); !settled) return unexpected(settled.error());
    return out.done();
}

std::string ExperimentEditor::copy(const std::vector<TableName> &names) const {
    std::string models, tables;
    for (const TableName &each : names)
        if (each.list == kModels && find(each)) models += tomlKey(each.name) + " = " + tomlValue(table(each)) + "\n";
    for (const char *list : kLists)
        for (const TableName &each : names)
            if (const auto place = find(each); place && each.list == list)
                tables += (tables.empty() ? "" : "\n") + text(place->file).textOf(place->path);
    return (models.empty() ? "" : "[models]\n" + models + (tables.empty() ? "" : "\n")) + tables;
}

/// A name in a list is taken out of it; any other key goes.
Status ExperimentEditor::drop(const Reference &reference) {
    return change({reference.file, reference.path}, {}, nullptr);
}

Result<ExperimentEditor> ExperimentEditor::remove(const std::vector<TableName> &names) const {
    ExperimentEditor out = *this;
    for (const TableName &name : names) {
        for (bool more = true; more;) {
            more = false;
            for (const Reference &each : out.referencesNow())
                if (each.target == name && !(each.owner == name)) {
                    if (auto dropped = out.drop(each); !dropped) return unexpected(dropped.error());
                    more = true;
                    break; // places behind it have moved
                }
        }
        const auto place = out.mustFind(name);
        if (!place) return unexpected(place.error());
        if (auto gone = out.change(*place, {}, nullptr); !gone) return unexpected(gone.error());
    }
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::rename(const TableName &table, const std::string &name) const {
    ExperimentEditor out = *this;
    const auto place = mustFind(table);
    if (!place) return unexpected(place.error());
    if (name == table.name) return out;
    const bool bad = name.empty() || name.size() > 60 ||
                     std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 32; });
    if (bad)
        return fail({.code = "config.bad_name",
                     .message = "this name will not do",
                     .found = name,
                     .expected = "at most 60 bytes without control characters"});
    if (isTaken(table.list, name))
        return fail({.code = "config.duplicate_name", .message = "this name is taken already", .found = name});
    for (const Reference &each : references())
        if (each.target == table)
            if (auto set = out.change({each.file, each.path}, {}, name + each.rest); !set)
                return unexpected(set.error());
    if (table.list == kModels) {
        auto renamed = out.text(place->file).rename(place->path, name);
        if (!renamed) return unexpected(renamed.error());
        out.text(place->file) = std::move(*renamed);
    } else if (auto set = out.change(*place, {"name"}, name); !set) {
        return unexpected(set.error());
    }
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::set(const TableName &table, const TomlPath &key, const Json &value) const {
    ExperimentEditor out = *this;
    const auto place = mustFind(table);
    if (!place) return unexpected(place.error());
    if (auto changed = out.change(*place, key, value); !changed) return unexpected(changed.error());
    if (auto settled = out.settle(); !settled) return unexpected(settled.error());
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::setTop(const std::string &key, const Json &value) const {
    ExperimentEditor out = *this;
    if (auto changed = out.change({0, {key}}, {}, value); !changed) return unexpected(changed.error());
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::setAll(const TableName &table, const std::string &key,
                                                  const Json &values) const {
    ExperimentEditor out = *this;
    const auto place = mustFind(table);
    if (!place) return unexpected(place.error());
    const Json before = this->table(table).value(key, Json::object());
    for (const auto &[name, value] : values.items())
        if (!before.is_object() || !before.contains(name) || before[name] != value)
            if (auto set = out.change(*place, {key, name}, value); !set) return unexpected(set.error());
    for (const auto &[name, value] : before.items())
        if (!values.contains(name))
            if (auto gone = out.change(*place, {key, name}, nullptr); !gone) return unexpected(gone.error());
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::wire(const TableName &from, const TableName &to,
                                                const std::string &port) const {
    ExperimentEditor out = *this;
    if (const auto source = mustFind(from); !source) return unexpected(source.error());
    const auto place = mustFind(to);
    if (!place) return unexpected(place.error());
    if (isMadeOf(references(), from, to)) return fail(circle(from, to));
    const Json table = this->table(to);
    TomlPath key{port};
    Json value = from.name;
    if (port == "buckets") {
        const Json buckets = table.value(port, Json::array());
        if (std::find(buckets.begin(), buckets.end(), value) != buckets.end()) return out;
        if (buckets.is_array() && !buckets.empty())
            key.push_back(std::to_string(buckets.size()));
        else
            value = Json::array({from.name});
    } else if (const MethodInfo *method = methodOfTable(to.list, table, *catalogue_)) {
        key = placeOfPort(*method, table, port);
    }
    if (auto changed = out.change(*place, key, value); !changed) return unexpected(changed.error());
    if (auto settled = out.settle(); !settled) return unexpected(settled.error());
    return out.done();
}

Result<ExperimentEditor> ExperimentEditor::unwire(const TableName &from, const TableName &to) const {
    ExperimentEditor out = *this;
    for (bool first = true;; first = false) {
        const auto all = out.referencesNow();
        const auto it = std::find_if(all.begin(), all.end(),
                                     [&](const Reference &each) { return each.owner == to && each.target == from; });
        if (it == all.end() && !first) return out.done();
        if (it == all.end())
            return fail({.code = "experiment.unknown_table",
                         .message = {"{0} is given nothing by {1}", to.name, from.name},
                         .file = main_.file()});
        if (auto dropped = out.drop(*it); !dropped) return unexpected(dropped.error());
    }
}

} // namespace lapidary
