// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/data_reader.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/row_curator.h"
#include "widgets/models/curation_view_model.h"
#include "widgets/models/data_view_model.h"
#include "widgets/models/owned_sets.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class ProjectSession;
class Workspace;

/// The project's data sets, a thread that reads, searches and imports rows, and one that opens those that are edited.
class DataFeature : public Feature {
    Q_OBJECT
public:
    explicit DataFeature(Workspace &workspace);
    DataViewModel &data() { return data_; }
    CurationViewModel &curation() { return curation_; }
    OwnedSets &owned() { return owned_; }

    QString id() const override { return QStringLiteral("data"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Data; }
    Panel *makePanel() override;
    void setProject(const ProjectValues &project) override;
    QVector<ActionEntry> actions(QWidget *window) override;

private:
    void connectProject(const ProjectSession &session);
    void connectReader();
    void connectCurator();
    void connectOwned(const ProjectSession &session);
    void follow(const SetAnswer &answer);
    DataViewModel data_{};
    CurationViewModel curation_{};
    OwnedSets owned_{};
    OnThread<DataReader> reader_{QStringLiteral("rows")};
    OnThread<RowCurator> curator_{QStringLiteral("curation")};
};

} // namespace lapidary
