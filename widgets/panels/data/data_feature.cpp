// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/data_feature.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/project_data.h"
#include "widgets/bridge/project_models.h"
#include "widgets/bridge/project_session.h"
#include "widgets/bridge/warm_worker.h"
#include "widgets/models/qt_text.h"
#include "widgets/panels/data/curation_tools.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/data/set_tools.h"
#include "widgets/panels/workspace.h"
#include <QCoreApplication>

namespace lapidary {

DataFeature::DataFeature(Workspace &workspace) : Feature(&workspace) {
    data_.setLayouts(importLayoutValues());
    data_.setFormats(importFormatValues());
    connectReader();
    connectCurator();
    connectProject(workspace.session());
    connectOwned(workspace.session());
}

void DataFeature::connectProject(const ProjectSession &session) {
    connect(&session.queue(), &ExperimentQueue::runningChanged, &data_, &DataViewModel::outdate);
    connect(&data_, &DataViewModel::listRequested, &session.data(), &ProjectData::list);
    connect(&data_, &DataViewModel::listRequested, &session.models(), &ProjectModels::list); // their tokenizers
    connect(&session.data(), &ProjectData::listed, &data_, &DataViewModel::setSets);
    connect(&session.models(), &ProjectModels::listed, &data_, [this](const QVector<ModelValues> &models) {
        QVector<TokenizerValues> tokenizers;
        for (const ModelValues &model : models)
            if (!model.tokenizer.isEmpty()) tokenizers.append({model.name, model.tokenizer, model.context});
        data_.setTokenizers(tokenizers);
        data_.setModels(models);
    });
    data_.setAsk([worker = std::make_shared<WarmWorker>()](const Json &request, const std::stop_token &stop) {
        return worker->ask(request, [&stop] { return stop.stop_requested(); });
    });
    connect(reader_.get(), &DataReader::importWritten, &session.data(), &ProjectData::add);
    connect(&session.data(), &ProjectData::added, &data_, &DataViewModel::setImported);
    connect(&data_, &DataViewModel::mixRequested, &session.data(), &ProjectData::mix);
    connect(&session.data(), &ProjectData::mixed, &data_, &DataViewModel::setMixed);
    connect(&data_, &DataViewModel::freezeRequested, &session.data(), &ProjectData::addFrozen);
    connect(&session.data(), &ProjectData::frozen, &data_, &DataViewModel::setFrozen);
}

void DataFeature::connectReader() {
    DataReader *reader = reader_.get();
    connect(&data_, &DataViewModel::openRequested, reader, &DataReader::open);
    connect(&data_, &DataViewModel::rowsRequested, reader, &DataReader::readRows);
    connect(&data_, &DataViewModel::searchRequested, reader, &DataReader::search);
    connect(&data_, &DataViewModel::lengthsRequested, reader, &DataReader::countTokens);
    connect(&data_, &DataViewModel::rowViewRequested, reader, &DataReader::viewRow);
    connect(&data_, &DataViewModel::previewRequested, reader, &DataReader::preview);
    connect(&data_, &DataViewModel::importRequested, reader, &DataReader::import);
    connect(&data_, &DataViewModel::badRowsRequested, reader, &DataReader::saveBadRows);
    connect(reader, &DataReader::badRowsSaved, &data_, &DataViewModel::setBadRowsSaved);
    connect(&data_, &DataViewModel::cancelRequested, reader, &DataReader::cancel,
            Qt::DirectConnection); // the thread is busy with what is to end
    connect(reader, &DataReader::opened, &data_, &DataViewModel::setShape);
    connect(reader, &DataReader::openFailed, &data_, &DataViewModel::setOpenFailed);
    connect(reader, &DataReader::rowsRead, &data_, &DataViewModel::addRows);
    connect(reader, &DataReader::found, &data_, &DataViewModel::addHits);
    connect(reader, &DataReader::tokensCounted, &data_, &DataViewModel::addLengths);
    connect(reader, &DataReader::rowViewed, &data_, &DataViewModel::setRowView);
    connect(reader, &DataReader::previewed, &data_, &DataViewModel::setPreview);
    connect(reader, &DataReader::progressed, &data_, &DataViewModel::setImportProgress);
    connect(reader, &DataReader::importFailed, &data_, &DataViewModel::setImported);
}

void DataFeature::connectCurator() {
    RowCurator *curator = curator_.get();
    connect(&curation_, &CurationViewModel::openRequested, curator, &RowCurator::open);
    connect(&curation_, &CurationViewModel::closeRequested, curator, &RowCurator::close);
    connect(&curation_, &CurationViewModel::jobPosted, curator, &RowCurator::post);
    connect(curator, &RowCurator::opened, &curation_, &CurationViewModel::setOpened);
    connect(curator, &RowCurator::progressed, &curation_, &CurationViewModel::setProgress);
    connect(curator, &RowCurator::answered, &curation_, &CurationViewModel::answered);
    connect(&curation_, &CurationViewModel::opened, &data_, &DataViewModel::setCurated);
    connect(&curation_, &CurationViewModel::stateChanged, this, &Feature::actionsChanged); // what undo would undo
    connect(&curation_, &CurationViewModel::stageChanged, this, &Feature::actionsChanged);
    connect(&curation_, &CurationViewModel::viewChanged, this, &Feature::actionsChanged); // whether there are rows
    connect(&data_, &DataViewModel::curationRequested, &curation_, &CurationViewModel::open);
    connect(&data_, &DataViewModel::currentChanged, &curation_, [this] {
        if (owned_.isBusy()) return; // the rows may be on their way to another name
        const bool copying = curation_.stage() == CurationViewModel::Stage::Opening && curation_.canStop();
        if (!data_.isCurated()) {
            if (!copying) curation_.close(); // another data set is looked at
        } else if (curation_.name() != data_.current()->name || curation_.stage() == CurationViewModel::Stage::Closed) {
            curation_.open(data_.current()->name);
        }
    });
}

/// What is done with a set waits until nobody has its rows open.
void DataFeature::connectOwned(const ProjectSession &session) {
    ProjectData *project = &session.data();
    connect(&owned_, &OwnedSets::usesRequested, project, &ProjectData::readUses);
    connect(&owned_, &OwnedSets::trashRequested, project, &ProjectData::listTrash);
    connect(&owned_, &OwnedSets::changeRequested, this, [this, project](const SetRequest &request) {
        const bool curated = request.set.kind == SetName::Kind::Curated;
        if (curated && toQt(request.set.name) == curation_.name()) curation_.close();
        QMetaObject::invokeMethod( // behind the closing
            curator_.get(), [project, request] { post(*project, &ProjectData::change, request); },
            Qt::QueuedConnection);
    });
    connect(project, &ProjectData::usesRead, &owned_, &OwnedSets::setUses);
    connect(project, &ProjectData::trashListed, &owned_, &OwnedSets::setTrash);
    connect(project, &ProjectData::changed, &owned_, &OwnedSets::setAnswer);
    connect(&owned_, &OwnedSets::answered, this, &DataFeature::follow);
    connect(&owned_, &OwnedSets::changed, this, &Feature::actionsChanged);
    connect(&data_, &DataViewModel::currentChanged, this, &Feature::actionsChanged);
}

void DataFeature::follow(const SetAnswer &answer) {
    const bool there = answer.asked.what == SetRequest::Rename || answer.asked.what == SetRequest::PutBack;
    if (answer.why.isEmpty() && there && answer.now.kind != SetName::Kind::Snapshot)
        data_.await(toQt(answer.now.name), OwnedSets::kindOf(answer.now));
    else
        data_.outdate();
    if (answer.why.isEmpty()) return data_.wantList();
    Q_EMIT data_.currentChanged(); // what was closed for it is opened again
}

QString DataFeature::title() const {
    return QCoreApplication::translate("Panels", "Data");
}

Panel *DataFeature::makePanel() {
    return new DataPanel(data_, curation_, owned_);
}

QVector<ActionEntry> DataFeature::actions(QWidget *window) {
    QVector<ActionEntry> out;
    const auto add = [&](const QString &place, const CurationTool &tool, int group) {
        out.append({.id = place + tool.id,
                    .menu = MenuPlace::Edit,
                    .group = group + tool.group,
                    .text = tool.text,
                    .run =
                        [this, window, open = tool.open] {
                            Q_EMIT panelWanted();
                            open(window);
                        },
                    .enabled = tool.enabled});
    };
    const auto tools = curationTools(curation_, data_);
    for (const CurationTool &tool : tools) add(QStringLiteral("rows:"), tool, 1);
    for (const CurationTool &tool : setTools(owned_, data_)) add(QStringLiteral("set:"), tool, 4);
    return out;
}

void DataFeature::setProject(const ProjectValues &project) {
    curation_.setProject(project.folder, !project.readOnly.isEmpty());
    owned_.setProject(!project.folder.isEmpty(), !project.readOnly.isEmpty());
    data_.setProject(project.folder, !project.readOnly.isEmpty());
}

} // namespace lapidary
