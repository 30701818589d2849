// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/experiment_template.h"
#include <QListWidget>

namespace lapidary {

/// What a new project begins with: nothing, for a model and data of one's own, or a template, each with a small picture
/// of its graph. One is always chosen.
class TemplateList : public QListWidget {
    Q_OBJECT
public:
    explicit TemplateList(QWidget *parent = nullptr);
    /// Their graphs, which are read elsewhere.
    void setTemplates(const QVector<ExperimentTemplate> &templates);
    QString chosen() const; ///< name of the template; empty: a model and data of one's own
};

} // namespace lapidary
