// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/workbench/curation/curated_rows.h"
#include "widgets/models/data_rows_model.h"
#include "widgets/models/data_values.h"
#include "widgets/models/model_values.h"
#include <QObject>
#include <stop_token>

namespace lapidary {

/// The project's data sets, the one that is open, its search, its chosen row as tokens, and an import that is being
/// prepared.
class DataViewModel : public QObject {
    Q_OBJECT
public:
    explicit DataViewModel(QObject *parent = nullptr);
    /// Another project, or none.
    void setProject(const QString &folder, bool readOnly);
    void outdate();  ///< there may be more than was listed
    void wantList(); ///< asks for the list if it may have changed
    void setSets(const QVector<DataSetValues> &sets);
    void setTokenizers(const QVector<TokenizerValues> &tokenizers);

    const QVector<DataSetValues> &sets() const { return sets_; }
    const DataSetValues *current() const;
    DataRowsModel *rows() { return &rows_; }
    bool hasProject() const { return !project_.isEmpty(); }
    bool readOnly() const { return readOnly_; }
    bool listed() const { return listed_; }
    bool opening() const { return opening_; }
    QString problem() const { return problem_; } ///< why the data set cannot be shown
    void choose(int set);
    bool isCurated() const; ///< the chosen one: its rows are not read from a file
    bool canCurate() const;
    /// The rows of the chosen data set are to be edited: those that are already, else a copy of them.
    void curate();
    bool canTrain() const; ///< a training can name the chosen data set
    void train() { wantTraining(currentName_); }
    bool canMix() const; ///< there are two sets that the experiment names
    void mix(const DataMixture &mixture) { Q_EMIT mixRequested(mixture); }
    void setMixed(const QString &name, const QString &why); ///< why: empty where the experiment has it now
    void wantTraining(const QString &name) { Q_EMIT trainingWanted(name); }
    void setCurated(const QString &name); ///< it is in the project from now on
    /// The list is read again, and the set of this name chosen. Declared means an imported one, too.
    void await(const QString &name, DataSetValues::Kind kind);
    bool isTaken(const QString &name) const; ///< by a data set of the experiment
    void addFrozen(const FrozenRows &rows, const QString &name);
    void setFrozen(const QString &name, const QString &why);
    void setShape(const DataShape &shape);
    void setOpenFailed(const QString &file, const QString &why);
    void addRows(const QString &file, const QVector<DataRowValues> &rows);

    void search(const QString &text);
    QString searched() const { return searched_; }
    void addHits(const DataHits &hits);
    QString searchSummary() const;

    /// The models that may be asked, and how: it waits for the answer, on whatever thread it is called.
    using Ask = std::function<Result<Json>(const Json &request, const std::stop_token &stop)>;
    void setModels(const QVector<ModelValues> &models) { models_ = models; }
    const QVector<ModelValues> &models() const { return models_; }
    void setAsk(Ask ask) { ask_ = std::move(ask); }
    const Ask &ask() const { return ask_; }

    const QVector<TokenizerValues> &tokenizers() const { return tokenizers_; }
    int tokenizer() const { return tokenizer_; }
    void chooseTokenizer(int index);
    void addLengths(const TokenLengths &lengths);
    bool counting() const { return counting_; } ///< of lengths, which may be stopped
    void stopCounting();
    const TokenLengths &counted() const { return counted_; } ///< the newest answer, for what was found so far
    qint64 context() const;                                  ///< of the model whose tokenizer is chosen; 0: not known
    void chooseRow(int fileRow);
    void setMaxLength(int tokens);
    void setSide(const QString &side);
    const RowViewRequest &rowRequest() const { return request_; }
    const RowViewValues &rowView() const { return view_; }
    void setRowView(const RowViewValues &view);
    bool isPreference() const { return rows_.shape().columns.contains(QLatin1String("chosen")); }

    const QVector<ImportLayoutValues> &layouts() const { return layouts_; }
    void setLayouts(const QVector<ImportLayoutValues> &layouts) { layouts_ = layouts; }
    const QVector<ImportFormatValues> &formats() const { return formats_; }
    void setFormats(const QVector<ImportFormatValues> &formats) { formats_ = formats; }
    void preview(const ImportRequest &request);
    bool previewing() const { return previewing_; }
    const ImportValues &import() const { return import_; }
    void setPreview(const ImportValues &values);
    void startImport(const QString &name);
    bool importing() const { return importing_; }
    void setImportProgress(double share);
    double importProgress() const { return progress_; }
    void setImported(const QString &name, const QString &why); ///< why: empty where all went well
    void cancelImport();
    /// The bad rows of the file that is shown, all of them, are to be in a file of their own.
    void saveBadRows(const QString &file) { Q_EMIT badRowsRequested(import_.request, file); }
    void setBadRowsSaved(const lapidary::ImportRequest &request, const QString &told);

Q_SIGNALS:
    void outdated();
    void setsChanged();
    void currentChanged(); ///< another data set, or more is known of it
    void searchChanged();
    void tokenizersChanged();
    void lengthsChanged();
    void rowViewChanged();
    void importChanged();
    void imported(const QString &name);
    void curationRequested(const QString &name, const QString &file);
    void trainingWanted(const QString &name); ///< on this data set of the experiment
    void mixRequested(const lapidary::DataMixture &mixture);
    void mixed(const QString &name, const QString &why);
    void freezeRequested(const lapidary::FrozenRows &rows, const QString &name);
    void frozen(const QString &name, const QString &why); ///< why: empty where the experiment has it now
    void listRequested();
    void openRequested(const QString &file);
    void rowsRequested(const QString &file, const QVector<int> &rows);
    void searchRequested(const QString &file, const QString &text);
    void lengthsRequested(const QString &file, const QString &tokenizer);
    void rowViewRequested(const lapidary::RowViewRequest &request);
    void previewRequested(const lapidary::ImportRequest &request);
    void importRequested(const lapidary::ImportRequest &request);
    void badRowsRequested(const lapidary::ImportRequest &request, const QString &file);
    void cancelRequested();

private:
    void askForLengths();
    void askForRow();
    QString folderOfTokenizer() const;
    QString project_{}, currentFile_{}, currentName_{}, problem_{}, searched_{}, wanted_{};
    std::optional<DataSetValues::Kind> wantedKind_{};
    bool readOnly_ = false, listIsOld_ = true, listed_ = false, opening_ = false, searching_ = false;
    QVector<DataSetValues> sets_{};
    DataRowsModel rows_{};
    qint64 occurrences_ = 0;
    QVector<ModelValues> models_{};
    Ask ask_{};
    QVector<TokenizerValues> tokenizers_{};
    int tokenizer_ = -1;
    bool counting_ = false;
    TokenLengths counted_{};
    RowViewRequest request_{};
    RowViewValues view_{};
    QVector<ImportLayoutValues> layouts_{};
    QVector<ImportFormatValues> formats_{};
    ImportValues import_{};
    bool previewing_ = false, importing_ = false;
    double progress_ = 0;
};

} // namespace lapidary
