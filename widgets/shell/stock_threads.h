// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/bridge/data_reader.h"
#include "widgets/bridge/mix_player.h"
#include "widgets/bridge/model_copier.h"
#include "widgets/bridge/model_writer.h"
#include "widgets/bridge/on_thread.h"
#include "widgets/bridge/remote_models.h"

namespace lapidary {

class DataViewModel;
class MixerViewModel;
class ModelWriterViewModel;
class ModelsViewModel;
class ProjectSession;

/// What stands behind the panels Data and Models: threads that read rows, copy and write models and ask a worker, and
/// the project's inventory; with all their connections.
class StockThreads : public QObject {
    Q_OBJECT
public:
    struct ViewModels {
        DataViewModel &data;
        ModelsViewModel &models;
        MixerViewModel &mixer;
        ModelWriterViewModel &writer;
        RemoteViewModel &remote;
    };
    StockThreads(ProjectSession &session, const ViewModels &views);
    void outdate(); ///< runs have begun or ended: there may be more data and models than before

private:
    void connectData();
    void connectModels();
    void connectAdded();
    void connectMixer();
    void connectWriter();
    void connectRemote();
    ProjectSession &session_;
    DataViewModel &data_;
    ModelsViewModel &models_;
    MixerViewModel &mix_;
    ModelWriterViewModel &writing_;
    RemoteViewModel &remote_;
    OnThread<DataReader> reader_;
    OnThread<ModelCopier> copier_;
    OnThread<MixPlayer> player_;
    OnThread<ModelWriter> writer_;
    OnThread<RemoteModels> desk_;
    QString addingData_{}, addingModel_{}, addingMade_{}; ///< what the experiment is being told of
};

} // namespace lapidary
