using System.Globalization;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Features.Credit.Reports;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MiniExcelLibs;

namespace ChannelPortal.Features.Credit;

/// <summary>Statements as files: for the dealer his own, for finance any. Another dealer's statement is "not found".</summary>
internal static class StatementFiles
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapStatementFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/account/statement.{format}", OwnAsync).RequireAuthorization("account.read-own").ExcludeFromDescription();
        app.MapGet("/credit/{dealer}/statement.{format}", AnyAsync).RequireAuthorization("credit.read").ExcludeFromDescription();
    }

    private static async Task<IResult> OwnAsync(
        HttpContext http, string format, DateOnly from, DateOnly to, [FromServices] StatementFileWriter writer, [FromServices] CallerFactory callers, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        return caller.DealerId is { } dealer ? await writer.WriteAsync(http, format, dealer, from, to, caller.Scope, cancellationToken) : Results.NotFound();
    }

    private static async Task<IResult> AnyAsync(
        HttpContext http, string dealer, string format, DateOnly from, DateOnly to, [FromServices] StatementFileWriter writer, [FromServices] CallerFactory callers,
        CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(http.User, cancellationToken);
        return await writer.WriteAsync(http, format, dealer, from, to, caller.Scope, cancellationToken);
    }

    internal sealed class StatementFileWriter(GetStatement statements, IReportPdfRenderer renderer, IStringLocalizer<CreditPagesText> texts)
    {
        public async Task<IResult> WriteAsync(HttpContext http, string format, string dealerId, DateOnly from, DateOnly to, DealerScope scope, CancellationToken cancellationToken)
        {
            if (format is not ("csv" or "xlsx" or "pdf") || await statements.RunAsync(dealerId, from, to, scope, cancellationToken) is not { } statement)
            {
                return Results.NotFound();
            }

            http.Response.Headers.CacheControl = "private, no-store";
            var name = string.Create(CultureInfo.InvariantCulture, $"statement-{dealerId}-{from:yyyyMMdd}-{to:yyyyMMdd}.{format}");
            return format switch
            {
                "csv" => Results.File(await TableAsync(statement, ExcelType.CSV, cancellationToken), "text/csv; charset=utf-8", name),
                "xlsx" => Results.File(await TableAsync(statement, ExcelType.XLSX, cancellationToken), Sheet, name),
                _ => await PdfAsync(statement, name, cancellationToken),
            };
        }

        private async Task<IResult> PdfAsync(Statement statement, string name, CancellationToken cancellationToken)
        {
            try
            {
                return Results.File(await renderer.RenderAsync(StatementDocument.Of(statement), cancellationToken), "application/pdf", name);
            }
            catch (PdfEngineMissingException exception)
            {
                return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }

        private async Task<byte[]> TableAsync(Statement statement, ExcelType type, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream();
            await stream.SaveAsAsync(Rows(statement), printHeader: false, sheetName: statement.DealerId, excelType: type, cancellationToken: cancellationToken);
            return stream.ToArray();
        }

        /// <summary>The header, the opening, each movement and the closing, with typed days and amounts.</summary>
        private IEnumerable<Dictionary<string, object?>> Rows(Statement statement)
        {
            yield return Row(texts["Column_Day"].Value, texts["Column_Kind"].Value, texts["Column_Document"].Value, texts["Column_Memo"].Value, texts["Column_Amount"].Value, texts["Column_Balance"].Value, texts["Column_Mark"].Value);
            yield return Row(Day(statement.From), texts["Opening"].Value, "", "", null, Major(statement.Opening), "");
            foreach (var line in statement.Lines)
            {
                yield return Row(
                    Day(line.Day), texts["Kind_" + line.Kind].Value, SheetText.Safe(line.Number), SheetText.Safe(line.Memo), Major(line.Amount), Major(line.Balance),
                    line.Mark is null ? "" : SheetText.Safe(texts["Mark_" + line.Mark].Value + (line.MarkNote is null ? "" : ": " + line.MarkNote)));
            }

            yield return Row(Day(statement.To), texts["Closing"].Value, "", "", null, Major(statement.Closing), "");
        }

        private static Dictionary<string, object?> Row(params object?[] cells) =>
            cells.Select((c, i) => (Key: ((char)('A' + i)).ToString(), c)).ToDictionary(c => c.Key, c => c.c, StringComparer.Ordinal);

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        private static decimal Major(long minor) => minor / (decimal)Money.MinorPerMajor;
    }
}
