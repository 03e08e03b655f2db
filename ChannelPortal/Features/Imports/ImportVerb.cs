using System.CommandLine;
using System.Globalization;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Imports;

internal sealed class ImportVerb(IServiceProvider services, FactImporter importer, AdventureWorksImport adventureWorks, ErrorTexts texts) : ICliVerb
{
    public Command Build()
    {
        var file = new Argument<string>("file") { Description = "A CSV or XLSX file." };
        var mapping = new Option<string>("--mapping") { Description = "A mapping file, or a shipped mapping: " + string.Join(", ", ImportMapping.Shipped), Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check every row and write nothing." };
        var validOnly = new Option<bool>("--valid-only") { Description = "Write the valid rows although others are refused." };
        var language = Language();
        var json = CliOutput.JsonOption();
        var command = new Command("import", "Read a file into the fact log. A faulty row stops the whole file unless --valid-only is given.") { file, mapping, dryRun, validOnly, language, json };
        command.SetAction((parse, cancellationToken) => FileAsync(
            parse.GetValue(file)!, parse.GetValue(mapping)!, parse.GetValue(dryRun), parse.GetValue(validOnly), Culture(parse.GetValue(language)), parse.GetValue(json), cancellationToken));

        var folder = new Argument<string>("folder") { Description = "Holds resellers.csv, products.csv and reseller-sales.csv." };
        var ownLanguage = Language();
        var ownJson = CliOutput.JsonOption();
        var history = new Command("adventureworks", "Read the AdventureWorks reseller history.") { folder, ownLanguage, ownJson };
        history.SetAction(async (parse, cancellationToken) =>
        {
            var culture = Culture(parse.GetValue(ownLanguage));
            await services.PrepareAsync(cancellationToken);
            var result = await adventureWorks.RunAsync(parse.GetValue(folder)!, culture, cancellationToken);
            if (!result.Ok)
            {
                return CliOutput.Fail(Say(result.Errors, culture));
            }

            CliOutput.Write(parse.GetValue(ownJson), result.Value, () => string.Create(CultureInfo.InvariantCulture,
                $"{result.Value.Resellers} resellers, {result.Value.Products} products, {result.Value.Orders} orders, {result.Value.Lines} lines, {result.Value.SellInTotal} {result.Value.Currency}; {result.Value.Added} facts added, {result.Value.Rejected} rows refused"));
            return result.Value.Rejected == 0 ? 0 : 1;
        });
        command.Add(history);
        return command;
    }

    private static Option<string> Language() => new("--lang") { Description = "Language of messages: zh or en.", DefaultValueFactory = _ => "zh" };

    private static CultureInfo Culture(string? language) => CultureInfo.GetCultureInfo(language == "en" ? "en" : "zh-CN");

    private async Task<int> FileAsync(string file, string mappingName, bool dryRun, bool validOnly, CultureInfo culture, bool json, CancellationToken cancellationToken)
    {
        var mapping = await ImportMapping.LoadAsync(mappingName, cancellationToken);
        if (!mapping.Ok)
        {
            return CliOutput.Fail(Say(mapping.Errors, culture));
        }

        await services.PrepareAsync(cancellationToken);
        var result = await importer.ImportAsync(file, mapping.Value, dryRun, validOnly, culture, cancellationToken);
        if (!result.Ok)
        {
            return CliOutput.Fail(Say(result.Errors, culture));
        }

        var done = result.Value;
        foreach (var notice in done.Notices.Take(20))
        {
            CliOutput.Progress(notice.Row == 0 ? notice.Message : string.Create(culture, $"{notice.Row} {notice.Column}: {notice.Message}"));
        }

        CliOutput.Write(json, done, () => string.Join('\n', done.Errors.Take(50)
            .Select(e => string.Create(culture, $"{e.Row} {e.Column}: {e.Message}"))
            .Append(texts.Describe(Error.Of(dryRun ? "import_checked" : "import_done", done.Rows, done.Accepted, done.Rejected, done.Added), culture))));
        return done.Rejected == 0 || validOnly ? 0 : 1;
    }

    private string Say(IEnumerable<Error> errors, CultureInfo culture) => string.Join(' ', errors.Select(e => texts.Describe(e, culture)));
}
