using System.Globalization;
using System.Text.RegularExpressions;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Features.Imports;

/// <summary>A fault or remark of one cell.</summary>
/// <param name="Row">Line in the file; the header is line 1.</param>
internal sealed record ImportIssue(int Row, string Column, string Code, string Message);

/// <summary>What became of a file.</summary>
/// <param name="Accepted">Rows that are, or in a dry run would be, written. Rows that were there already count too.</param>
/// <param name="Added">Rows that are new in the log.</param>
internal sealed record ImportResult(int Rows, int Accepted, int Rejected, long Added, bool DuplicateFile, IReadOnlyList<ImportIssue> Errors, IReadOnlyList<ImportIssue> Notices);

/// <summary>Reads a table through a mapping, checks every row before the first is written, and loads it through the fact log.</summary>
internal sealed partial class FactImporter(IAppDbFactory factory, FactApplier applier, WriteGate gate, IFactBulkLoader loader, BusinessClock clock, ErrorTexts texts)
{
    private const int MaxIssues = 1_000;
    private const int OwnerPortion = 5_000;
    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    public async Task<Result<ImportResult>> ImportAsync(string path, ImportMapping mapping, bool dryRun, bool validOnly, CultureInfo culture, CancellationToken cancellationToken)
    {
        var read = await TableFile.ReadAsync(path, mapping.Encoding, mapping.Delimiter?[0], cancellationToken);
        return read.Ok
            ? await ImportAsync(read.Value, mapping, dryRun, validOnly, culture, cancellationToken)
            : Result<ImportResult>.Fail(read.Errors);
    }

    public async Task<Result<ImportResult>> ImportAsync(TableFile table, ImportMapping mapping, bool dryRun, bool validOnly, CultureInfo culture, CancellationToken cancellationToken)
    {
        var parsed = await ParseAsync(table, mapping, culture, cancellationToken);
        if (!parsed.Ok)
        {
            return Result<ImportResult>.Fail(parsed.Errors);
        }

        var (rows, rejected, errors, notices) = parsed.Value;
        var source = $"/import/{mapping.Name}/{table.Hash[..16]}";
        var known = await IsKnownAsync(source, cancellationToken);
        if (known)
        {
            notices.Insert(0, Issue(0, "", Error.Of("duplicate_file"), culture));
        }

        var write = !dryRun && rows.Count > 0 && (rejected == 0 || validOnly);
        var added = write ? (await loader.LoadAsync(source, rows, cancellationToken: cancellationToken)).Accepted : 0;
        var accepted = rejected > 0 && !validOnly && !dryRun ? 0 : rows.Count;
        return new ImportResult(table.Count, accepted, rejected, added, known && added == 0, errors, notices);
    }

    /// <summary>Typed rows of a table, for imports that derive further facts from them.</summary>
    public async Task<Result<ParsedTable>> ParseAsync(TableFile table, ImportMapping mapping, CultureInfo culture, CancellationToken cancellationToken)
    {
        var fact = FactCatalog.Product.Find(mapping.Fact)!;
        var headers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < table.Headers.Count; i++)
        {
            headers.TryAdd(table.Headers[i].Trim(), i);
        }

        var missing = mapping.Columns.Values
            .SelectMany(c => c.From.Count > 0 && !c.From.Any(headers.ContainsKey) && c.Default is null ? c.From.Take(1) : c.Sequence is { } s && !headers.ContainsKey(s) ? [s]
                : Placeholder().Matches(c.Template ?? "").Select(m => m.Groups["header"].Value).Where(p => !headers.ContainsKey(p)))
            .FirstOrDefault();
        if (missing is not null)
        {
            return Error.Of("header_missing", missing, string.Join(", ", table.Headers.Take(40)));
        }

        var references = await ReferencesAsync(fact, cancellationToken);
        var reader = new RowReader(fact, mapping, headers, references, clock.Today.AddDays(1));
        var result = new ParsedTable([], 0, [], [.. table.Notices.Select(n => Issue(0, "", n, culture))]);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var good = new List<(int Number, FactRow Row)>();
        var rejected = 0;
        foreach (var (number, cells) in table.Rows)
        {
            var faults = reader.Read(cells, out var row, out var flagged);
            if (faults.Count == 0 && !keys.Add(fact.KeyOf(row)))
            {
                faults.Add(Error.Of("row_twice", fact.KeyOf(row).Replace('\u001f', '/')).On(fact.Key[0].Name));
            }

            if (faults.Count == 0)
            {
                good.Add((number, row));
            }
            else
            {
                rejected++;
            }

            Add(result.Errors, number, faults);
            Add(result.Notices, number, flagged);
        }

        var owned = await OwnedByOthersAsync(fact, good, cancellationToken);
        foreach (var (number, row) in good)
        {
            if (owned.Contains(number))
            {
                rejected++;
                Add(result.Errors, number, [Error.Of("owner_changed").On(fact.DealerColumn!.Name)]);
            }
            else
            {
                result.Rows.Add(row);
            }
        }

        return result with { Rejected = rejected };

        void Add(List<ImportIssue> to, int number, List<Error> from)
        {
            foreach (var error in from)
            {
                if (to.Count < MaxIssues)
                {
                    to.Add(Issue(number, error.Field ?? "", error, culture));
                }
            }
        }
    }

    /// <summary>Rows that another dealer owns: a file may correct a record, not move it. Found before the first row is written.</summary>
    private async Task<HashSet<int>> OwnedByOthersAsync(FactDefinition fact, List<(int Number, FactRow Row)> rows, CancellationToken cancellationToken)
    {
        var owned = new HashSet<int>();
        if (fact.DealerColumn is not { } dealer || fact.Key.Contains(dealer))
        {
            return owned;
        }

        await using var db = factory.Create(DealerScope.All);
        foreach (var portion in rows.Chunk(OwnerPortion))
        {
            // On SQLite every transaction is a writer's.
            using var turn = await gate.EnterAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var known = await applier.Store.FindRowsAsync(transaction.GetDbTransaction(), fact, [.. portion.Select(r => r.Row)], cancellationToken);
            foreach (var (number, row) in portion)
            {
                if (known.TryGetValue(fact.KeyOf(row), out var current) && dealer.Access.Get(current).Text is { } owner && owner != dealer.Access.Get(row).Text)
                {
                    owned.Add(number);
                }
            }
        }

        return owned;
    }

    private ImportIssue Issue(int row, string column, Error error, CultureInfo culture) => new(row, column, error.Code, texts.Describe(error, culture));

    private async Task<bool> IsKnownAsync(string source, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<FactSource>().AnyAsync(s => s.Source == source, cancellationToken);
    }

    /// <summary>Keys of the dimensions that the fact refers to.</summary>
    private async Task<Dictionary<FactColumn, HashSet<string>>> ReferencesAsync(FactDefinition fact, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var found = new Dictionary<FactColumn, HashSet<string>>();
        foreach (var column in fact.Columns.Where(c => c.Refers is not null))
        {
            var sql = $"SELECT {column.Refers!.Key[0].Name} AS \"Value\" FROM fact_{column.Refers.Name}";
            found[column] = (await db.Database.SqlQueryRaw<string>(sql).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        }

        return found;
    }

    [GeneratedRegex(@"\{(?<header>[^{}]+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    private sealed class RowReader(FactDefinition fact, ImportMapping mapping, Dictionary<string, int> headers, Dictionary<FactColumn, HashSet<string>> references, DateOnly latest)
    {
        private readonly (FactColumn Column, ImportColumn From)[] columns = [.. mapping.Columns.Select(c => (fact.FindColumn(c.Key)!, c.Value))];
        private readonly Dictionary<string, int> sequences = new(StringComparer.Ordinal);
        private readonly CultureInfo numbers = mapping.Culture is { } name ? CultureInfo.GetCultureInfo(name) : CultureInfo.InvariantCulture;

        public List<Error> Read(string[] cells, out FactRow row, out List<Error> flagged)
        {
            row = fact.NewRow();
            flagged = [];
            var faults = new List<Error>();
            foreach (var (column, from) in columns)
            {
                var text = Value(from, cells);
                if (text.Length == 0 && !column.IsNullable && from.Default is null && column is { Kind: not FactColumnKind.Text } && !fact.Key.Contains(column) && column != fact.BusinessDate)
                {
                    continue;
                }

                // A spreadsheet would run such a cell as a formula when it is exported again; here it stays text.
                if (column.Kind == FactColumnKind.Text && text is ['=' or '+' or '-' or '@', ..])
                {
                    flagged.Add(Error.Of("formula_text", text.Length > 40 ? text[..40] : text).On(column.Name));
                }

                if (!FactParser.TryReadText(column, Normal(column, from, text), out var stored, out var error))
                {
                    faults.Add(error!.On(column.Name));
                    continue;
                }

                column.Access.Set(row, stored);
                if (stored.Text is { } key && references.TryGetValue(column, out var known) && !known.Contains(key))
                {
                    faults.Add(Error.Of("unknown_reference", column.Refers!.Name, key).On(column.Name));
                }
                else if (!fact.AllowsDate(column, stored, latest))
                {
                    faults.Add(Error.Of("date_in_future", EpochDay.ToDate(stored.Int), latest.AddDays(-1)).On(column.Name));
                }
            }

            return faults;
        }

        private string Value(ImportColumn from, string[] cells)
        {
            string text;
            if (from.Constant is { } constant)
            {
                return constant;
            }

            if (from.Sequence is { } group)
            {
                var key = Cell(group, cells);
                var next = sequences.GetValueOrDefault(key) + 1;
                sequences[key] = next;
                return next.ToString(CultureInfo.InvariantCulture);
            }

            if (from.Template is { } template)
            {
                text = Placeholder().Replace(template, m => Cell(m.Groups["header"].Value, cells));
            }
            else
            {
                text = from.From.FirstOrDefault(headers.ContainsKey) is { } header ? Cell(header, cells) : "";
            }

            if (from.Lookup is { } lookup && text.Length > 0)
            {
                text = lookup.TryGetValue(text, out var found) ? found : text;
            }

            return text.Length > 0 || from.Default is null ? text : Placeholder().Replace(from.Default, m => Cell(m.Groups["header"].Value, cells));
        }

        private string Cell(string header, string[] cells)
        {
            var at = headers[header];
            var text = at < cells.Length ? cells[at].Trim() : "";
            return mapping.Nulls.Contains(text) ? "" : text;
        }

        private string Normal(FactColumn column, ImportColumn from, string text)
        {
            if (text.Length == 0)
            {
                return text;
            }

            switch (column.Kind)
            {
                case FactColumnKind.Date:
                    return DateTime.TryParseExact(text, from.Format is { } format ? [format] : s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        : text;
                case FactColumnKind.Money or FactColumnKind.UnitPrice or FactColumnKind.Quantity or FactColumnKind.Integer:
                    var bare = text.TrimStart('¥', '￥', '$', '€').Replace(" ", "", StringComparison.Ordinal);
                    return decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, numbers, out var number)
                        ? number.ToString(CultureInfo.InvariantCulture)
                        : text;
                case FactColumnKind.Number:
                    return double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, numbers, out var real) ? real.ToString("R", CultureInfo.InvariantCulture) : text;
                default:
                    return text;
            }
        }
    }
}

/// <summary>Rows that can be written and everything that is wrong with the others.</summary>
internal sealed record ParsedTable(List<FactRow> Rows, int Rejected, List<ImportIssue> Errors, List<ImportIssue> Notices);
