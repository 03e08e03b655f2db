using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MiniExcelLibs;

namespace ChannelPortal.Features.Metrics;

/// <summary>The months of a metric as a file, with the months that they are compared with.</summary>
internal static class SeriesFiles
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapSeriesFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics/{id}/series.{format}", GetAsync).RequireAuthorization(MetricsPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(
        HttpContext http,
        string id,
        string format,
        string? slice,
        string? from,
        string? to,
        string? compare,
        [FromServices] GetMetricPage query,
        [FromServices] CallerFactory callers,
        [FromServices] IStringLocalizer<MetricsText> texts,
        CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        var asked = query.Ask(id, slice, from, to, compare, caller);
        if (format is not ("csv" or "xlsx") || !asked.Ok)
        {
            return Results.NotFound();
        }

        var question = asked.Value;
        var definition = question.Metric.Definition;
        var (series, compared) = await query.SeriesAsync(question, caller.Scope, cancellationToken);
        var rows = series.Zip(compared).Select(p => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [texts["File_Month"]] = p.First.Period.ToString(),
            [$"{MetricLabels.NameOf(definition)} ({definition.Unit})"] = p.First.Value.Value,
            [texts["File_Compared"]] = p.Second.Value.Value,
            [texts["Column_Facts"]] = p.First.Value.N,
        });
        using var stream = new MemoryStream();
        await stream.SaveAsAsync(rows, sheetName: definition.Id, excelType: format == "csv" ? ExcelType.CSV : ExcelType.XLSX, cancellationToken: cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(
            stream.ToArray(), format == "csv" ? "text/csv; charset=utf-8" : Sheet,
            string.Create(CultureInfo.InvariantCulture, $"{definition.Id}-{question.Period.End.AddDays(-1):yyyyMM}.{format}"));
    }
}
