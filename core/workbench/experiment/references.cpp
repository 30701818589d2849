// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/references.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <optional>

namespace lapidary {
namespace {

constexpr const char *kLists[] = {"data", "stage", "arm"};

class Finder {
public:
    Finder(std::span<const Json> files, const Catalogue &catalogue) : catalogue_(catalogue) {
        for (const Json &file : files) {
            const Json models = file.value("models", Json::object());
            for (const auto &[name, place] : models.items()) models_.push_back(name);
            for (const Json &set : tables(file, "data"))
                if (const auto name = getString(set, "name")) sets_.push_back(*name);
            for (const Json &stage : tables(file, "stage")) stages_.push_back(stage);
        }
        for (std::size_t i = 0; i < files.size(); ++i) read(i, files[i]);
    }
    std::vector<Reference> take() { return std::move(found_); }

private:
    static std::vector<Json> tables(const Json &file, const char *list) {
        std::vector<Json> out;
        const auto it = file.find(list);
        if (it == file.end() || !it->is_array()) return out;
        for (const Json &each : *it) out.push_back(each.is_object() ? each : Json::object());
        return out;
    }

    void read(std::size_t number, const Json &file) {
        for (const char *list : kLists) {
            const auto all = tables(file, list);
            for (std::size_t i = 0; i < all.size(); ++i) {
                file_ = number;
                at_ = {list, std::to_string(i)};
                owner_ = {list, getString(all[i], "name").value_or("")};
                if (at_[0] == kLists[0])
                    data(all[i]);
                else
                    work(all[i]);
            }
        }
    }

    void data(const Json &set) {
        for (const char *key : {"disjoint_from", "mix"}) names(set, key);
        for (const char *key : {"of", "examples"}) name(set, {key}, key, sets_, "data");
        name(set, {"chat"}, "chat", models_, "models");
    }

    void work(const Json &table) {
        names(table, "buckets");
        const MethodInfo *method = methodOfTable(owner_.list, table, catalogue_);
        const Port *rows = method ? dataPort(*method) : nullptr;
        input(table, {"model"}, method ? method->port("policy") : nullptr, "policy");
        if (owner_.list == kLists[1]) input(table, {"data"}, rows, rows ? rows->name : "data");
        const Json inputs = table.value("inputs", Json::object());
        if (!inputs.is_object()) return;
        for (const auto &[key, value] : inputs.items())
            input(table, {"inputs", key}, method ? method->port(key) : nullptr, key);
    }

    /// A list of names of data sets.
    void names(const Json &table, const char *key) {
        const auto it = table.find(key);
        if (it == table.end()) return;
        if (it->is_string()) return name(table, {key}, key, sets_, "data");
        for (std::size_t i = 0; it->is_array() && i < it->size(); ++i)
            if ((*it)[i].is_string()) note({key, std::to_string(i)}, key, (*it)[i], sets_, "data");
    }
    void name(const Json &table, const TomlPath &key, const std::string &port, const std::vector<std::string> &known,
              const char *list) {
        if (const auto said = textAt(table, key)) note(key, port, *said, known, list);
    }
    void note(const TomlPath &key, const std::string &port, const std::string &said,
              const std::vector<std::string> &known, const char *list) {
        if (std::find(known.begin(), known.end(), said) != known.end()) add(key, port, {list, said}, "");
    }

    static std::optional<std::string> textAt(const Json &table, const TomlPath &key) {
        const Json *at = &table;
        for (const std::string &part : key) {
            if (!at->is_object() || !at->contains(part)) return std::nullopt;
            at = &at->at(part);
        }
        return at->is_string() ? std::optional(at->get<std::string>()) : std::nullopt;
    }

    /// A stage that leaves what the port takes goes before a model or a data set of the same name, as for the reader.
    void input(const Json &table, const TomlPath &key, const Port *port, const std::string &portName) {
        const auto said = textAt(table, key);
        if (!said) return;
        if (const auto stage = stageNamed(*said, port))
            return add(key, portName, {"stage", *stage}, said->substr(stage->size()));
        const bool model = port ? isModel(port->what) : key.back() != "data";
        const auto known = [&](const std::vector<std::string> &list) {
            return std::find(list.begin(), list.end(), *said) != list.end();
        };
        if (model && known(models_)) return add(key, portName, {"models", *said}, "");
        if ((!port || !model) && known(sets_)) return add(key, portName, {"data", *said}, "");
        if (const auto stage = stageNamed(*said, nullptr))
            add(key, portName, {"stage", *stage}, said->substr(stage->size()));
    }

    /// The stage that "sft", "revise:pairs" or "sft seed 2", a run of a sweep, means. With a port: that it can be
    /// given to.
    std::optional<std::string> stageNamed(const std::string &said, const Port *port) const {
        std::optional<std::string> best;
        for (const Json &stage : stages_) {
            const std::string name = getString(stage, "name").value_or("");
            if (name.empty() || !said.starts_with(name) || (best && best->size() >= name.size())) continue;
            const std::string rest = said.substr(name.size());
            const bool run = stage.contains("sweep") && rest.starts_with(" ");
            if (!rest.empty() && !rest.starts_with(":") && !run) continue;
            const MethodInfo *method = methodOfTable("stage", stage, catalogue_);
            const auto serves = [&](const Output &each) { return fits(each.what, *port); };
            if (port && method && std::none_of(method->outputs.begin(), method->outputs.end(), serves)) continue;
            best = name;
        }
        return best;
    }

    void add(const TomlPath &key, const std::string &port, TableName target, std::string rest) {
        TomlPath path = at_;
        path.insert(path.end(), key.begin(), key.end());
        found_.push_back({file_, std::move(path), owner_, std::move(target), port, std::move(rest)});
    }

    const Catalogue &catalogue_;
    std::vector<std::string> models_{}, sets_{};
    std::vector<Json> stages_{};
    std::size_t file_ = 0;
    TomlPath at_{};
    TableName owner_{};
    std::vector<Reference> found_{};
};

} // namespace

std::vector<Reference> referencesIn(std::span<const Json> files, const Catalogue &catalogue) {
    return Finder(files, catalogue).take();
}

const MethodInfo *methodOfTable(const std::string &list, const Json &table, const Catalogue &catalogue) {
    const auto text = [&](const std::string &key) { return getString(table, key).value_or(""); };
    if (list == kLists[2]) return catalogue.strategy(text("strategy"));
    const RunKind *kind =
        list == kLists[1] ? runKind(table.contains("kind") ? text("kind") : stageKinds().front()) : nullptr;
    return kind ? methodOf(*kind, catalogue, kind->methods ? text(kind->methodKey) : "") : nullptr;
}

TomlPath placeOfPort(const MethodInfo &method, const Json &table, const std::string &port) {
    const Json inputs = table.value("inputs", Json::object());
    if (inputs.is_object() && inputs.contains(port)) return {"inputs", port};
    if (port == "policy") return {"model"};
    const Port *rows = dataPort(method);
    if (rows && rows->name == port && !table.contains("strategy")) return {"data"};
    return {"inputs", port};
}

} // namespace lapidary
