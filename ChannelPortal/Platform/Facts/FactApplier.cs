using System.Data.Common;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>What a batch did, before and after its commit.</summary>
internal sealed record FactBatch(FactReceipt[] Receipts, long Watermark, IReadOnlyList<FactChange> Changes);

/// <summary>
/// The one place that writes facts: log, typed row and rollups in the caller's transaction. Callers hold <see cref="WriteGate"/> from
/// before this until after their commit, and then call <see cref="Publish"/>.
/// </summary>
internal sealed class FactApplier(FactCatalog catalog, AppDbFactory databases, FactReferences references, FactStream stream, BusinessClock clock)
{
    /// <summary>Events dated further ahead than this are refused: a wrong clock must not fill tomorrow's board.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(10);

    private readonly FactSources sources = new();

    public FactStore Store { get; } = FactStore.For(databases.Provider);

    public async Task<FactBatch> ApplyAsync(DbTransaction transaction, IReadOnlyList<FactInput> inputs, CancellationToken cancellationToken)
    {
        await references.LoadAsync(cancellationToken);
        var watermark = await Store.LockAsync(transaction, cancellationToken);
        var events = await EventsAsync(transaction, inputs, cancellationToken);
        var logged = await Store.FindLoggedAsync(transaction, events, cancellationToken);
        var fresh = new List<Fresh>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (logged[i] == 0)
            {
                var fact = catalog.Of(inputs[i].Row);
                fresh.Add(new Fresh(i, fact, fact.KeyOf(inputs[i].Row)));
            }
        }

        var work = new FactBatchWork();
        foreach (var group in fresh.GroupBy(f => f.Fact))
        {
            var keys = group.DistinctBy(f => f.Key, StringComparer.Ordinal).Select(f => inputs[f.Index].Row).ToList();
            work.Start(group.Key, await Store.FindRowsAsync(transaction, group.Key, keys, cancellationToken));
        }

        var receipts = Array.ConvertAll(logged, seq => seq == 0 ? null : new FactReceipt(FactVerdict.Duplicate, seq, []));
        var seen = new Dictionary<EventKey, long>(fresh.Count);
        var moment = new Moment(clock.Now, clock.Today);
        foreach (var (index, fact, key) in fresh)
        {
            if (seen.TryGetValue(events[index], out var twice))
            {
                receipts[index] = new FactReceipt(FactVerdict.Duplicate, twice, []);
            }
            else if (Take(inputs[index], events[index], fact, key, work, watermark + 1, moment) is { } errors)
            {
                receipts[index] = new FactReceipt(FactVerdict.Rejected, 0, errors);
            }
            else
            {
                receipts[index] = new FactReceipt(FactVerdict.Accepted, ++watermark, []);
                seen.Add(events[index], watermark);
            }
        }

        await work.SaveAsync(Store, transaction, cancellationToken);
        return new FactBatch(receipts!, watermark, work.Changes);
    }

    /// <summary>After the commit: remembers new dimension keys and tells the stream.</summary>
    public void Publish(FactBatch batch)
    {
        if (batch.Changes.Count == 0)
        {
            return;
        }

        foreach (var change in batch.Changes)
        {
            references.Remember(change);
        }

        stream.Publish(new FactCommit(batch.Watermark, clock.Now, batch.Changes));
    }

    private async Task<EventKey[]> EventsAsync(DbTransaction transaction, IReadOnlyList<FactInput> inputs, CancellationToken cancellationToken)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var events = new EventKey[inputs.Count];
        for (var i = 0; i < events.Length; i++)
        {
            if (!numbers.TryGetValue(inputs[i].Source, out var number))
            {
                numbers[inputs[i].Source] = number = await sources.NumberAsync(transaction, inputs[i].Source, cancellationToken);
            }

            events[i] = new EventKey(number, inputs[i].Id);
        }

        return events;
    }

    /// <summary>Adds the event to the batch's work, or says why not.</summary>
    private List<Error>? Take(FactInput input, EventKey id, FactDefinition fact, string key, FactBatchWork work, long seq, Moment moment)
    {
        var current = work.Current(fact, key);
        var row = current is null ? input.Row : Merge(fact, current, input);
        if (Check(fact, row, input, current, work, moment) is { } errors)
        {
            return errors;
        }

        var isLate = current is not null && input.OccurredAt < current.OccurredAt;
        work.Log.Add(new LogRow(
            seq, id, fact.Name, fact.Key.Count == 1 ? key : key.Replace('\u001f', '|'), input.OccurredAt.ToUnixTimeMilliseconds(), moment.Now.ToUnixTimeMilliseconds(),
            isLate ? "\"late\"" : current is null ? null : FactParser.Write(fact, current)));
        if (!isLate)
        {
            (row.FactSeq, row.OccurredAt) = (seq, input.OccurredAt);
            work.Change(fact, key, row, current);
        }

        return null;
    }

    private List<Error>? Check(FactDefinition fact, FactRow row, FactInput input, FactRow? current, FactBatchWork work, Moment moment)
    {
        List<Error>? errors = null;
        if (input.OccurredAt > moment.Now + AllowedSkew)
        {
            Add(Error.Of("occurs_in_future", input.OccurredAt, moment.Now).On("time"));
        }

        if (fact.BusinessDate is { } date && !fact.AllowsDate(date, date.Access.Get(row), moment.Today.AddDays(1)))
        {
            Add(Error.Of("date_in_future", EpochDay.ToDate(date.Access.Get(row).Int), moment.Today).On(date.Name));
        }

        if (current is null && input.Present is { } present)
        {
            foreach (var missing in fact.Columns.Where(c => c.IsRequired && !present.Contains(c)))
            {
                Add(Error.Of("missing_column", missing.Name).On(missing.Name));
            }
        }

        foreach (var column in fact.References)
        {
            if (column.Access.Get(row).Text is { } key && !references.Knows(column.Refers!, key) && work.Current(column.Refers!, key) is null)
            {
                Add(Error.Of("unknown_reference", column.Refers!.Name, key).On(column.Name));
            }
        }

        if (current is not null && fact.DealerColumn is { } dealer && dealer.Access.Get(current) != dealer.Access.Get(row))
        {
            // Whose it is stays unsaid: the sender may be bound to one dealer.
            Add(Error.Of("owner_changed").On(dealer.Name));
        }

        return errors;

        void Add(Error error) => (errors ??= []).Add(error);
    }

    private static FactRow Merge(FactDefinition fact, FactRow current, FactInput input)
    {
        var row = fact.Clone(current);
        foreach (var column in fact.Columns)
        {
            if (input.Present?.Contains(column) ?? true)
            {
                column.Access.Set(row, column.Access.Get(input.Row));
            }
        }

        return row;
    }

    private readonly record struct Fresh(int Index, FactDefinition Fact, string Key);

    /// <summary>When a batch is recorded; nothing in it may lie much later.</summary>
    private readonly record struct Moment(DateTimeOffset Now, DateOnly Today);
}
