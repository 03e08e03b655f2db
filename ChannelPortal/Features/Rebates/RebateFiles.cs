using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MiniExcelLibs;

namespace ChannelPortal.Features.Rebates;

/// <summary>A statement as a workbook. Another dealer's is "not found".</summary>
internal sealed class RebateFiles(GetRebateStatement statements, IStringLocalizer<RebatesText> texts)
{
    public const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int Most = 100_000;

    public async Task<byte[]?> WriteAsync(string no, DealerScope scope, CancellationToken cancellationToken)
    {
        if (await statements.RunAsync(no, scope, cancellationToken) is not { } view)
        {
            return null;
        }

        var lines = await statements.LinesAsync(no, scope, 0, Most, cancellationToken);
        using var stream = new MemoryStream();
        await stream.SaveAsAsync(Rows(view, lines), printHeader: false, sheetName: no, excelType: ExcelType.XLSX, cancellationToken: cancellationToken);
        return stream.ToArray();
    }

    private IEnumerable<Dictionary<string, object?>> Rows(RebateStatementView view, IReadOnlyList<RebateLineRow> lines)
    {
        var statement = view.Statement;
        yield return Row(texts["Column_Statement"].Value, statement.No);
        yield return Row(texts["Column_Dealer"].Value, Safe(view.DealerName));
        yield return Row(texts["Column_Program"].Value, Safe(view.ProgramName));
        yield return Row(texts["Column_Period"].Value, statement.Period.ToString());
        yield return Row(texts["Calculated"].Value, null, null, Major(statement.Calculated));
        yield return Row(texts["Multiplier"].Value, null, null, statement.Multiplier / 1_000m);
        yield return Row(texts["Carried"].Value, null, null, Major(statement.Carried));
        yield return Row(texts["Payable"].Value, null, null, Major(statement.Payable));
        yield return Row();
        yield return Row(texts["Column_Kind"].Value, texts["Column_Source"].Value, texts["Column_Day"].Value, texts["Column_Base"].Value, texts["Column_Rate"].Value, texts["Column_Amount"].Value);
        foreach (var line in lines)
        {
            yield return Row(
                texts["Kind_" + line.Kind].Value, Safe(line.Proof is { } seen ? line.Reference + " " + seen.StoreName : line.Reference), line.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Major(line.Base), line.RateMicro / 1_000_000m, Major(line.Amount));
        }
    }

    /// <summary>A cell that a spreadsheet would take for a formula is kept as text.</summary>
    private static string Safe(string text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static decimal Major(long minor) => minor / (decimal)Money.MinorPerMajor;

    private static Dictionary<string, object?> Row(params object?[] cells) =>
        Enumerable.Range(0, 6).ToDictionary(i => ((char)('A' + i)).ToString(), i => i < cells.Length ? cells[i] : null, StringComparer.Ordinal);
}

/// <summary>Address of the workbook.</summary>
internal static class RebateFileEndpoints
{
    public static void MapRebateFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/rebates/{no}/statement.xlsx", AnswerAsync).RequireAuthorization(RebatesPermissions.Read).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext http, string no, [FromServices] RebateFiles files, [FromServices] CallerFactory callers, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        if (await files.WriteAsync(no, caller.Scope, cancellationToken) is not { } bytes)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(bytes, RebateFiles.Sheet, no + ".xlsx");
    }
}
