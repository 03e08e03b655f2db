using System.Text.Json;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Queries;

/// <summary>States of a quarantined event, as stored.</summary>
public static class QuarantineState
{
    public const string Open = "open";
    public const string Replayed = "replayed";
    public const string Dropped = "dropped";
}

/// <summary>What the list shows; null means all.</summary>
/// <param name="Search">Part of the source, the event's id or the body.</param>
public sealed record QuarantineFilter(string? State = null, string? EventType = null, string? Search = null)
{
    internal IQueryable<QuarantinedEvent> Apply(IQueryable<QuarantinedEvent> events)
    {
        events = State is { } state ? events.Where(e => e.State == state) : events;
        events = EventType is { } type ? events.Where(e => e.EventType == type) : events;
        return string.IsNullOrWhiteSpace(Search) ? events
            : events.Where(e => e.Source.Contains(Search) || e.EventId.Contains(Search) || e.Body.Contains(Search));
    }
}

/// <summary>The listed events, or every open one of the filter.</summary>
public sealed record QuarantineSelection(IReadOnlyList<long>? Ids, QuarantineFilter? Filter)
{
    /// <summary>Most events that one command takes.</summary>
    public const int Maximum = 5_000;

    internal async Task<List<long>> OpenIdsAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var events = db.Set<QuarantinedEvent>().Where(e => e.State == QuarantineState.Open);
        if (Ids is { } ids)
        {
            events = events.Where(e => ids.Contains(e.Id));
        }

        return await (Filter?.Apply(events) ?? events).OrderBy(e => e.Id).Select(e => e.Id).Take(Maximum).ToListAsync(cancellationToken);
    }
}

/// <summary>A refused event with its reasons.</summary>
public sealed record QuarantineRow(
    long Id, string Source, string EventId, string EventType, DateTimeOffset ReceivedAt, string State, DateTimeOffset? ClosedAt, int Attempts, IReadOnlyList<Error> Reasons, string Body);

/// <summary>The newest events of a filter, how many there are, and the counts of all.</summary>
public sealed record QuarantinePageRows(IReadOnlyList<QuarantineRow> Rows, int Matching, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Types)
{
    public int Of(string state) => Counts.GetValueOrDefault(state);
}

/// <summary>Refused events. They belong to the integration's administrator, so no dealer's scope narrows them.</summary>
public sealed class FindQuarantine(IAppDbFactory factory)
{
    public const int PageSize = 200;

    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<QuarantinePageRows> ListAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = factory.Create(DealerScope.None);
        var all = db.Set<QuarantinedEvent>().AsNoTracking();
        var rows = await filter.Apply(all).OrderByDescending(e => e.Id).Take(PageSize).ToListAsync(cancellationToken);
        var matching = rows.Count < PageSize ? rows.Count : await filter.Apply(all).CountAsync(cancellationToken);
        var counts = await all.GroupBy(e => e.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var types = await all.Select(e => e.EventType).Distinct().OrderBy(t => t).Take(100).ToListAsync(cancellationToken);
        return new QuarantinePageRows([.. rows.Select(RowOf)], matching, counts, types);
    }

    private static QuarantineRow RowOf(QuarantinedEvent e) =>
        new(e.Id, e.Source, e.EventId, e.EventType, e.ReceivedAt, e.State, e.ClosedAt, e.Attempts, ReasonsOf(e.Reason), Pretty(e.Body));

    private static List<Error> ReasonsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(r => new Error(
                r.GetProperty("code").GetString()!,
                [.. r.GetProperty("args").EnumerateArray().Select(a => (object?)a.GetString())],
                r.TryGetProperty("field", out var field) ? field.GetString() : null)),
        ];
    }

    /// <summary>Indented, with Chinese readable; the page shows it as text and never as markup.</summary>
    private static string Pretty(string body)
    {
        using var document = JsonDocument.Parse(body);
        return JsonSerializer.Serialize(document.RootElement, s_pretty);
    }
}
