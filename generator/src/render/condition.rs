//! Conditions: `{{#if}}` and `{{#unless}}` that refuse a name which the view does not have.
//!
//! Handlebars' own take such a name for false, in strict mode too, so that a misspelled condition would silently drop
//! its text.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy, Output, RenderContext,
    RenderErrorReason, Renderable,
};

/// A condition: which of its two texts stands.
pub(super) struct Condition {
    /// The name of the helper, for errors.
    pub(super) name: &'static str,
    /// The value for which the first text stands.
    pub(super) wanted: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(self.name, 0))?;
        if param.is_value_missing() {
            return Err(RenderErrorReason::MissingVariable(param.relative_path().cloned()).into());
        }
        let stands = param.value().is_truthy(false) == self.wanted;
        let text = if stands { helper.template() } else { helper.inverse() };
        text.map_or(Ok(()), |text| text.render(engine, context, render, out))
    }
}
