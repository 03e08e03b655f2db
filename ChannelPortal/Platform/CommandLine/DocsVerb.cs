using System.CommandLine;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Platform.CommandLine;

internal sealed class DocsVerb(IEnumerable<StateMachineDiagram> machines) : ICliVerb
{
    public Command Build()
    {
        var json = CliOutput.JsonOption();
        var folder = new Option<string>("--out") { Description = "Directory that the page is written to.", Required = true };
        var pages = new Command("state-machines", "Write the diagrams of all state machines.") { folder, json };
        pages.SetAction(async (parse, cancellationToken) =>
        {
            var path = Path.Combine(Directory.CreateDirectory(parse.GetValue(folder)!).FullName, StateMachinePage.FileName);
            await File.WriteAllTextAsync(path, StateMachinePage.Write(machines), cancellationToken);
            CliOutput.Write(parse.GetValue(json), new { path, machines = machines.Count() }, () => path);
            return 0;
        });
        return new Command("docs", "Write documentation that is made from the code.") { pages };
    }
}
