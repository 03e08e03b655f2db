using System.Reflection;
using System.Text;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>Reads from the log what this process did not see in the stream: what was committed while it was away, or by another node.</summary>
internal sealed class FactLogReader(IAppDbFactory factory, BusinessClock clock)
{
    private const int MostOfAFact = 200;
    private const string Late = "\"late\"";
    private static readonly string[] s_facts = [.. FactRules.Facts.Select(f => f.Name)];
    private static readonly MethodInfo s_rows = typeof(FactLogReader).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo s_recent = typeof(FactLogReader).GetMethod(nameof(RecentRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What happened in (after, upTo]. Each entry keeps the state it replaced, so the state after it is what the next entry of its row replaced, or the row itself.</summary>
    public async Task<IReadOnlyList<Occurrence>> ReadAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var entries = await db.Set<FactLogEntry>().AsNoTracking()
            .Where(e => e.Seq > after && e.Seq <= upTo && s_facts.Contains(e.Fact) && e.Replaced != Late)
            .OrderBy(e => e.Seq).Select(e => new Entry(e.Seq, e.Fact, e.RowKey, e.OccurredAt, e.Replaced)).ToListAsync(cancellationToken);
        var found = new List<Occurrence>();
        foreach (var ofFact in entries.GroupBy(e => e.Fact, StringComparer.Ordinal))
        {
            var fact = FactRules.Facts.Single(f => f.Name == ofFact.Key);
            var rows = await ((Task<Dictionary<string, FactRow>>)s_rows.MakeGenericMethod(fact.Type).Invoke(null, [db, fact, ofFact.ToList(), cancellationToken])!);
            foreach (var ofRow in ofFact.GroupBy(e => e.RowKey, StringComparer.Ordinal))
            {
                var states = ofRow.ToList();
                for (var i = 0; i < states.Count; i++)
                {
                    var entry = states[i];
                    var row = i + 1 < states.Count ? Parse(fact, states[i + 1].Replaced!) : rows.GetValueOrDefault(entry.RowKey);
                    if (row is null)
                    {
                        continue;
                    }

                    (row.FactSeq, row.OccurredAt) = (entry.Seq, entry.OccurredAt);
                    if (FactRules.Of(new FactChange(fact, row, entry.Replaced is null ? null : Parse(fact, entry.Replaced))) is { } occurrence)
                    {
                        found.Add(occurrence);
                    }
                }
            }
        }

        return [.. found.OrderBy(o => o.FactSeq)];
    }

    /// <summary>Where things stand that are young, for a portal that tells people for the first time. Bounded: history is nobody's news.</summary>
    public async Task<IReadOnlyList<Occurrence>> RecentAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var since = clock.Now - age;
        await using var db = factory.Create(DealerScope.All);
        var found = new List<Occurrence>();
        foreach (var fact in FactRules.Facts.Where(f => f.BusinessDate is not null))
        {
            var rows = await (Task<List<FactRow>>)s_recent.MakeGenericMethod(fact.Type).Invoke(null, [db, fact, clock.DayOf(since), cancellationToken])!;
            found.AddRange(rows.Where(r => r.OccurredAt > since).Select(r => FactRules.Of(new FactChange(fact, r, null))).OfType<Occurrence>());
        }

        return [.. found.OrderBy(o => o.At)];
    }

    // The row may have moved on after the last entry read; then the entry that moved it keeps the state.
    private static async Task<Dictionary<string, FactRow>> RowsAsync<T>(AppDbContext db, FactDefinition fact, List<Entry> entries, CancellationToken cancellationToken)
        where T : FactRow
    {
        var last = entries.GroupBy(e => e.RowKey, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(e => e.Seq), StringComparer.Ordinal);
        var property = fact.Key[0].Property.Name;
        var keys = last.Keys.Select(k => k.Split('|')[0]).Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.Set<T>().AsNoTracking().Where(r => keys.Contains(EF.Property<string>(r, property))).ToListAsync(cancellationToken);
        var found = rows.ToDictionary(r => fact.KeyOf(r).Replace('\u001f', '|'), FactRow (r) => r, StringComparer.Ordinal);
        foreach (var (key, row) in found.Where(f => last.TryGetValue(f.Key, out var seq) && f.Value.FactSeq > seq).ToList())
        {
            var (from, to) = (last[key], row.FactSeq);
            var next = await db.Set<FactLogEntry>().AsNoTracking().Where(e => e.Seq > from && e.Seq <= to && e.Fact == fact.Name && e.RowKey == key && e.Replaced != Late)
                .OrderBy(e => e.Seq).Select(e => e.Replaced).FirstOrDefaultAsync(cancellationToken);
            found[key] = next is null ? row : Parse(fact, next);
        }

        return found;
    }

    private static async Task<List<FactRow>> RecentRowsAsync<T>(AppDbContext db, FactDefinition fact, DateOnly since, CancellationToken cancellationToken)
        where T : FactRow
    {
        var property = fact.BusinessDate!.Property.Name;
        return [.. await db.Set<T>().AsNoTracking().Where(r => EF.Property<DateOnly>(r, property) >= since).OrderByDescending(r => r.FactSeq).Take(MostOfAFact).ToListAsync(cancellationToken)];
    }

    private static FactRow Parse(FactDefinition fact, string json) =>
        FactParser.Read(fact, Encoding.UTF8.GetBytes(json), "log", "log", DateTimeOffset.UnixEpoch) is { Ok: true } read
            ? read.Value.Row
            : throw new InvalidDataException($"A state of {fact.Name} in the log cannot be read.");

    private sealed record Entry(long Seq, string Fact, string RowKey, DateTimeOffset OccurredAt, string? Replaced);
}
