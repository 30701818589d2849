// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPair>
#include <QVector>
#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;

namespace lapidary {

class KeyButton;
class LabelViewModel;
class LabelZoom;
class RankBar;
class RatingCells;
class TextView;

/// The answers of an item beside one another, in the drawn order: what was said of each stands at it, and the key that
/// is about it. Who answered stands there only once the verdict is given.
class LabelAnswersView : public QWidget {
    Q_OBJECT
public:
    explicit LabelAnswersView(LabelViewModel &model, QWidget *parent = nullptr);
    void setDifferences(bool shown);
    bool differences() const { return differences_; }
    void setTokenColours(bool shown);
    bool tokenColours() const { return tokenColours_; }
    QString answer(std::size_t place) const; ///< as it stands there; empty where there is none
    void refresh();                          ///< marks and names
    void showTexts();

private:
    struct Column {
        QWidget *box = nullptr;
        KeyButton *key = nullptr;
        QLabel *name = nullptr, *rank = nullptr;
        TextView *text = nullptr;
        RatingCells *cells = nullptr;
    };
    void rebuild();
    void scrollTogether();
    Column makeColumn(std::size_t place, bool pair);
    void showRatings();
    void showRanks();
    void moveRank(int from, int to);
    std::string shownRanks() const;
    std::vector<QVector<QPair<int, int>>> marksOf(const std::vector<QString> &texts) const;
    LabelViewModel &model_;
    QWidget *columns_;
    QGridLayout *grid_ = nullptr;
    RankBar *ranks_;
    LabelZoom *zoom_;
    std::vector<Column> all_{};
    QString built_{}; ///< what the columns were made for
    bool differences_ = false, tokenColours_ = false;
    bool scrolling_ = false;
};

} // namespace lapidary
