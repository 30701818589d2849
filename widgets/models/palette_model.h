// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractListModel>
#include <functional>

namespace lapidary {

/// One thing that the command palette can find and do.
struct PaletteEntry {
    QString kind{}, title{}; ///< kind: "Action", "Run" … as the person reads it
    QString note{};          ///< shortcut or folder, shown behind
    std::function<void()> run{};
};

/// The entries that the typed letters are found in, the best first; without letters all in the order given.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole, NoteRole, LettersRole };
    static constexpr int kShown = 200; ///< nobody scrolls further; the rest is one more letter away
    using QAbstractListModel::QAbstractListModel;
    void setEntries(QVector<PaletteEntry> entries);
    void setPattern(const QString &pattern);
    const PaletteEntry *at(int row) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Hit {
        int entry, score;
        QVector<int> letters;
    };
    void search();
    QVector<PaletteEntry> entries_;
    QVector<Hit> hits_;
    QString pattern_;
};

} // namespace lapidary
