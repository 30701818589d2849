// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/data_reader.h"
#include "widgets/bridge/model_copier.h"
#include "widgets/bridge/on_thread.h"

namespace lapidary {

class DataViewModel;
class ModelsViewModel;
class ProjectSession;

/// What stands behind the panels Data and Models: a thread that reads rows, one that copies models, and the project's
/// inventory; with all their connections.
class StockThreads : public QObject {
    Q_OBJECT
public:
    StockThreads(ProjectSession &session, DataViewModel &data, ModelsViewModel &models);
    void outdate(); ///< runs have begun or ended: there may be more data and models than before

private:
    void connectData();
    void connectModels();
    void connectAdded();
    ProjectSession &session_;
    DataViewModel &data_;
    ModelsViewModel &models_;
    OnThread<DataReader> reader_;
    OnThread<ModelCopier> copier_;
    QString addingData_{}, addingModel_{}; ///< what the experiment is being told of
};

} // namespace lapidary
