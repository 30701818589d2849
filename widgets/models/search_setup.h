// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"
#include "widgets/models/planning_values.h"
#include "widgets/models/prompt_values.h"
#include "widgets/models/reason_values.h"
#include <QObject>
#include <QStringList>
#include <optional>

namespace lapidary {

/// What is to be searched, by which model and how.
class SearchSetup : public QObject {
    Q_OBJECT
public:
    explicit SearchSetup(QObject *parent = nullptr) : QObject(parent) {}
    void clear(); ///< all of the project
    void setProject(const QString &folder);
    QString folder() const { return folder_; } ///< of the project
    void prepare();                            ///< asks for what there is to choose, as soon as there is a project
    void setModels(const QVector<ModelValues> &models);
    void setPlanning(const PlanningValues &planning);
    void setTemplate(const TemplateFacts &facts);

    const QVector<ModelValues> &models() const { return models_; } ///< those that are there
    QString model() const { return model_; }                       ///< its id
    void setModel(const QString &id);
    QStringList strategies() const;
    QString strategy() const { return strategy_; }
    QString summary() const; ///< of the strategy, in English
    void setStrategy(const QString &strategy);
    ConfigSpec spec() const;
    void setConfig(const Json &given, int problems); ///< what the form says, and how many of its fields are wrong
    int changedSettings() const { return int(given_.size()); }
    QString prompt() const { return prompt_; }
    void setPrompt(const QString &prompt); ///< by hand: it is no problem of a data set then
    QStringList sets() const;              ///< the data sets of the project
    QString set() const { return set_; }   ///< whose problem it is; empty: written by hand
    int row() const { return problem_.row; }
    int rows() const { return problem_.rows; }
    void chooseRow(const QString &set, int row);
    void setProblem(const ProblemValues &problem);
    static QStringList rules();
    QString rule() const { return rule_; }
    void setRule(const QString &rule);
    QString expected() const { return expected_; }
    void setExpected(const QString &answer);
    bool canChat() const;
    bool asChat() const { return canChat() && asChat_; }
    void setAsChat(bool on);

    QString whyNot() const; ///< nothing can be searched; empty where it can
    TreeRequest request() const;

Q_SIGNALS:
    void modelsRequested();
    void planningRequested();
    void problemRequested(const QString &set, int row, bool anew);
    void templateRequested(const QString &tokenizer);
    void changed();     ///< what can be chosen, or what is
    void specChanged(); ///< another strategy: other fields

private:
    const ModelValues *chosen() const;
    void lookForTemplate();
    QVector<ModelValues> models_{};
    std::optional<PlanningValues> planning_{};
    TemplateFacts template_{};
    ProblemValues problem_{}; ///< the one of the data set that was read last
    QString set_{};
    QString folder_{}, model_{}, strategy_{}, prompt_{}, rule_{}, expected_{};
    bool asChat_ = true, hasProject_ = false, wanted_ = false, awaited_ = false;
    Json given_ = Json::object();
    int wrongFields_ = 0;
};

} // namespace lapidary
