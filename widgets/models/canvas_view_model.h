// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/experiment_change.h"
#include <QObject>
#include <QStringList>
#include <optional>

namespace lapidary {

/// Changes of the experiment that a person makes on its graph: what may be done, and the asking for it. Nodes are known
/// by their ids ("stage:sft").
class CanvasViewModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void setExperiment(const ReadExperiment &experiment);
    void setEditable(bool editable);
    bool isEditable() const { return editable_ && experiment_; }
    const ExperimentEditor *experiment() const { return experiment_.get(); }

    /// The table that a node stands for, of a run of a sweep the swept one; nothing of the comparison.
    std::optional<TableName> tableOf(const QString &id) const;
    static QString idOf(const TableName &table);
    static bool givesSomething(const QString &id); ///< an edge may begin there

    struct Ports {
        QStringList names{}; ///< the one that is meant first
        bool sure = false;   ///< the first is required and not given yet
        QString reason{};    ///< why there is none
    };
    Ports portsFor(const QString &from, const QString &to) const;
    QStringList fitting(const QString &from) const; ///< nodes that take what this one gives
    QStringList sources(const QString &to) const;   ///< nodes that it is given

    void wire(const QString &from, const QString &to, const QString &port);
    /// The end of an edge is put elsewhere.
    void rewire(const QString &from, const QString &oldTo, const QString &to, const QString &port);
    void unwire(const QString &from, const QString &to);
    void remove(const QString &id);
    void rename(const QString &id, const QString &name);
    void setInput(const QString &id, const QString &port, const QString &name); ///< an empty name: nothing
    void setKey(const QString &id, const QString &key, const Json &value);
    /// The keys of the table itself, its settings, and its sweep.
    void setTable(const QString &id, const Json &own, const Json &config, const std::optional<Json> &sweep);
    QString copy(const QString &id) const;
    void paste(const QString &text);
    void duplicate(const QString &id) { paste(copy(id)); }
    /// A new stage, arm or data set; what it must be given is taken from what there is.
    void add(const QString &list, Json table);
    using Files = std::vector<std::pair<std::string, std::string>>;
    /// Several tables at once, and the files that they name.
    void addTemplate(const QString &title, const QString &text, const Files &files);
    void addModel(const QString &name, const QString &place);

Q_SIGNALS:
    void experimentChanged();
    void changeRequested(const lapidary::ExperimentChange &change);
    void refused(const QString &reason);

private:
    using Make = std::function<Result<ExperimentEditor>(const ExperimentEditor &, std::vector<TableName> &)>;
    void ask(const QString &what, Make make, Files files = {});
    ReadExperiment experiment_{};
    bool editable_ = false;
};

} // namespace lapidary
