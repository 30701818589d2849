// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/data_reader.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/models/data_view_model.h"
#include "widgets/panels/feature.h"

namespace lapidary {

class ProjectSession;
class Workspace;

/// The project's data sets, and a thread that reads, searches and imports rows.
class DataFeature : public Feature {
    Q_OBJECT
public:
    explicit DataFeature(Workspace &workspace);
    DataViewModel &data() { return data_; }

    QString id() const override { return QStringLiteral("data"); }
    QString title() const override;
    Glyph glyph() const override { return Glyph::Data; }
    Panel *makePanel() override;
    void setProject(const ProjectValues &project) override;

private:
    void connectProject(const ProjectSession &session);
    void connectReader();
    DataViewModel data_{};
    OnThread<DataReader> reader_{QStringLiteral("rows")};
};

} // namespace lapidary
