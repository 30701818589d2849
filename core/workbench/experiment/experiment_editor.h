// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/toml_text.h"
#include "core/workbench/experiment/experiment_draft.h"
#include "core/workbench/experiment/references.h"
#include <memory>
#include <set>

namespace lapidary {

/// The files of an experiment as texts.
struct ExperimentTexts {
    std::string main{}, added{}; ///< experiment.toml and added.toml; empty: there is no such file
    bool operator==(const ExperimentTexts &) const = default;
};

/// An experiment that a person changes. Each change gives another one whose files differ where they must, and nowhere
/// else: comments, order and unknown keys stay (TomlText). What is made may be incomplete, as an experiment is while it
/// is put together: draft() says what is wrong. A table stands behind what it names, as the reader wants it, and is
/// moved for that where it must be. Undo is the value before.
class ExperimentEditor {
public:
    /// Errors: parseToml()'s.
    static Result<ExperimentEditor> read(const ExperimentTexts &texts, const fs::path &folder,
                                         std::shared_ptr<const Catalogue> catalogue);

    ExperimentTexts texts() const;
    const ExperimentDraft &draft() const { return *draft_; }
    const Catalogue &catalogue() const { return *catalogue_; }
    const std::vector<Reference> &references() const { return *references_; }
    std::vector<std::string> names(const std::string &list) const; ///< of "data", "stage" or "arm", both files'
    /// A table as it is written, or of an entry of [models] its place; null: there is none.
    Json table(const TableName &name) const;
    /// All that a table names, and what that names, over however many tables.
    std::set<TableName> madeOf(const TableName &what) const;

    /// Tables as additions.h takes them. Names that are taken get a number; `named` says which they got.
    Result<ExperimentEditor> add(const Json &tables, std::vector<TableName> *named = nullptr) const;
    /// The same of a piece of TOML, as copy() gives it, with its comments. Of keys before its tables only the rule is
    /// taken, where the experiment has none.
    Result<ExperimentEditor> paste(const std::string &text, std::vector<TableName> *named = nullptr) const;
    /// Tables as they are written.
    std::string copy(const std::vector<TableName> &names) const;
    /// Also takes them out of where others name them. experiment.unknown_table.
    Result<ExperimentEditor> remove(const std::vector<TableName> &names) const;
    /// And wherever it is named. config.bad_name, config.duplicate_name, experiment.unknown_table.
    Result<ExperimentEditor> rename(const TableName &table, const std::string &name) const;
    /// A key below a table; null takes it away.
    Result<ExperimentEditor> set(const TableName &table, const TomlPath &key, const Json &value) const;
    /// A key of the beginning of the file, as "rule".
    Result<ExperimentEditor> setTop(const std::string &key, const Json &value) const;
    /// All keys of a table of it, as "config": others are taken away.
    Result<ExperimentEditor> setAll(const TableName &table, const std::string &key, const Json &values) const;
    /// Gives a port (or "buckets" of an arm) what `from` leaves. experiment.circle where it would wait for itself.
    Result<ExperimentEditor> wire(const TableName &from, const TableName &to, const std::string &port) const;
    /// Takes `from` out of every input of `to`. experiment.unknown_table where it is in none.
    Result<ExperimentEditor> unwire(const TableName &from, const TableName &to) const;

private:
    struct Place {
        std::size_t file;
        TomlPath path;
    };
    std::optional<Place> find(const TableName &name) const;
    Result<Place> mustFind(const TableName &name) const;
    std::vector<Json> files() const;
    std::vector<Reference> referencesNow() const;
    bool isTaken(const std::string &list, const std::string &name) const;
    std::string freeName(const std::string &list, const std::string &wanted) const;
    Status change(const Place &place, const TomlPath &key, const Json &value);
    Status move(const TableName &what, const TableName &behind);
    Status settle();
    Status addBlock(const std::string &list, const std::string &block);
    Status drop(const Reference &reference);
    Result<ExperimentEditor> done();
    TomlText &text(std::size_t file) { return file == 0 ? main_ : added_; }
    const TomlText &text(std::size_t file) const { return file == 0 ? main_ : added_; }

    TomlText main_{}, added_{};
    fs::path folder_{};
    std::shared_ptr<const Catalogue> catalogue_{};
    std::shared_ptr<const ExperimentDraft> draft_{};
    std::shared_ptr<const std::vector<Reference>> references_{};
};

} // namespace lapidary
